<?php
/*
 * Plugin Name: Switches
 * Description: Closes the REST API, the sitemap or the feeds as site owners do, by the options switch_*.
 */
$switch = static fn (string $name): string => (string) get_option("switch_$name", 'on');

if ($switch('rest') === 'off') {
    add_filter('rest_authentication_errors', static function ($before) {
        return is_user_logged_in() ? $before : new WP_Error('rest_login_required', 'REST API ditutup.', ['status' => 401]);
    });
    remove_action('wp_head', 'rest_output_link_wp_head');
    remove_action('wp_head', 'wp_oembed_add_discovery_links');
    remove_action('template_redirect', 'rest_output_link_header', 11);
    remove_action('xmlrpc_rsd_apis', 'rest_output_rsd');
}

if ($switch('rest') === 'users-closed') {
    add_filter('rest_pre_dispatch', static function ($answer, $server, $request) {
        $closed = str_starts_with($request->get_route(), '/wp/v2/users');
        return $closed ? new WP_Error('rest_user_cannot_view', 'Daftar pengguna ditutup.', ['status' => 401]) : $answer;
    }, 10, 3);
}

if ($switch('rest') === 'plain') {
    // As on servers whose rewriting knows nothing of /wp-json/: only ?rest_route= answers.
    add_action('parse_request', static function (WP $wp): void {
        if (isset($wp->query_vars['rest_route']) && !isset($_GET['rest_route'])) {
            $wp->query_vars = ['error' => '404'];
        }
    }, 1);
    add_filter('rest_url', static function (string $url, string $path): string {
        return add_query_arg('rest_route', '/' . ltrim($path, '/'), home_url('/'));
    }, 10, 2);
}

if ($switch('sitemap') === 'off') {
    add_filter('wp_sitemaps_enabled', '__return_false');
}

if ($switch('feeds') === 'off') {
    remove_action('wp_head', 'feed_links', 2);
    remove_action('wp_head', 'feed_links_extra', 3);
    foreach (['rdf', 'rss', 'rss2', 'atom', 'rss2_comments', 'atom_comments'] as $kind) {
        add_action("do_feed_$kind", static function (): void {
            wp_die('Umpan ditutup.', '', ['response' => 404]);
        }, 1);
    }
}
