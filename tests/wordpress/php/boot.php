<?php
/*
 * Loads the WordPress of one work folder for a script on the command line.
 * Called as: php SCRIPT.php ROOT < input.json ; input() is the decoded input.
 */
define('WP_USE_THEMES', true); // so that the theme's functions.php takes part in rendering
define('DISABLE_WP_CRON', true);
$_SERVER['HTTP_HOST'] = 'localhost';
$_SERVER['REQUEST_METHOD'] = 'GET';
$_SERVER['REQUEST_URI'] = '/';
$_SERVER['SERVER_PROTOCOL'] = 'HTTP/1.1';
$_SERVER['REMOTE_ADDR'] = '127.0.0.1';
require rtrim($argv[1], '/') . '/wp-load.php';

function input(): array
{
    $given = json_decode(stream_get_contents(STDIN), true);
    if (!is_array($given)) {
        fail('the input is not a JSON object');
    }
    return $given;
}

function fail(string $why): never
{
    fwrite(STDERR, "$why\n");
    exit(1);
}

/** The value, or the script's end if WordPress answered with an error or with nothing. */
function sure($value, string $doing)
{
    if (is_wp_error($value)) {
        fail("$doing: " . $value->get_error_message());
    }
    if (!$value) {
        fail("$doing: WordPress said no");
    }
    return $value;
}

function as_json($value): string
{
    return json_encode($value, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_THROW_ON_ERROR);
}
