<?php
/*
 * Fills a fresh site from a plan: users, categories, pictures, posts, comments.
 * Input: see plan.py, as_json; and "pictures": the folder that holds KEY.png or KEY.jpg.
 * Answers with the ids WordPress gave, by the plan's keys.
 */
define('WP_IMPORTING', true); // no pings, no mails
require __DIR__ . '/boot.php';
require __DIR__ . '/making.php';
require_once ABSPATH . 'wp-admin/includes/image.php';
require_once ABSPATH . 'wp-admin/includes/taxonomy.php';

wp_set_current_user(1); // an editor's markup is not filtered
$plan = input();
$maker = new Maker(['users' => [], 'categories' => [], 'media' => [], 'posts' => [], 'comments' => []]);

function make_users(array $authors): array
{
    $ids = [];
    foreach ($authors as $login => $name) {
        $ids[$login] = sure(wp_insert_user([
            'user_login' => $login,
            'user_pass' => wp_generate_password(),
            'user_email' => "$login@redaksi.example",
            'display_name' => $name,
            'nickname' => $name,
            'user_nicename' => sanitize_title($name),
            'role' => 'author',
        ]), "user $login");
    }
    return $ids;
}

function make_categories(array $categories): array
{
    $ids = [];
    foreach ($categories as $row) {
        $parent = $row['parent'] ? $ids[$row['parent']] : 0;
        $ids[$row['slug']] = sure(
            wp_insert_term($row['name'], 'category', ['slug' => $row['slug'], 'parent' => $parent]),
            "category {$row['slug']}"
        )['term_id'];
    }
    return $ids;
}

function make_media(array $media, string $folder): array
{
    $ids = [];
    foreach ($media as $row) {
        [$source] = glob("$folder/{$row['key']}.*");
        $upload = wp_upload_bits(basename($source), null, file_get_contents($source), '2024/01');
        $attachment = [
            'post_title' => ucfirst($row['key']),
            'post_excerpt' => $row['caption'],
            'post_mime_type' => wp_check_filetype($upload['file'])['type'],
            'post_status' => 'inherit',
        ];
        $id = sure(wp_insert_attachment(wp_slash($attachment), $upload['file'], 0, true), "picture {$row['key']}");
        wp_update_attachment_metadata($id, wp_generate_attachment_metadata($id, $upload['file']));
        $ids[$row['key']] = $id;
    }
    return $ids;
}

in_one_batch(function () use ($plan, $maker): void {
    $maker->ids['users'] = make_users($plan['authors']);
    $maker->ids['categories'] = make_categories($plan['categories']);
    $maker->ids['media'] = make_media($plan['media'], $plan['pictures']);
    foreach ($plan['posts'] as $post) {
        $maker->post($post);
    }
});
echo as_json($maker->ids), "\n";
