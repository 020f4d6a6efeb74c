<?php
/*
 * Changes a filled site as an editor and its readers would on another day.
 * Input: see tomorrow.py, changes; and "ids" as fill.php answered them. Answers with what was done and the new ids.
 */
define('WP_IMPORTING', true); // no pings, no mails
require __DIR__ . '/boot.php';
require __DIR__ . '/making.php';

wp_set_current_user(1);
$wanted = input();
$maker = new Maker($wanted['ids']);
$done = ['new' => [], 'edited' => [], 'moved' => [], 'binned' => [], 'comments' => []];

$post_id = static fn (string $key): int => sure($maker->ids['posts'][$key] ?? 0, "post $key");

in_one_batch(function () use ($wanted, $maker, $post_id, &$done): void {
    foreach ($wanted['new'] as $post) {
        // Written as a draft, then published: so the modified time is the moment of publishing.
        $id = $maker->post(['status' => 'draft'] + $post);
        sure(wp_update_post(wp_slash([
            'ID' => $id,
            'post_status' => 'publish',
            'post_date' => $post['published'],
            'post_date_gmt' => get_gmt_from_date($post['published']),
            'edit_date' => true,
        ]), true), "publishing {$post['key']}");
        $done['new'][] = get_permalink($id);
    }
    foreach ($wanted['edited'] as $post) {
        $id = $post_id($post['key']);
        $row = array_intersect_key(
            $maker->row($post),
            array_flip(['post_title', 'post_content', 'post_category', 'tags_input'])
        );
        sure(wp_update_post(['ID' => $id] + $row, true), "editing {$post['key']}");
        $maker->remember($id, $post);
        $done['edited'][] = get_permalink($id);
    }
    $id = $post_id($wanted['moved']['key']);
    $done['moved']['from'] = get_permalink($id);
    sure(wp_update_post(['ID' => $id, 'post_name' => $wanted['moved']['slug']], true), 'moving a post');
    $done['moved']['to'] = get_permalink($id);
    foreach ($wanted['binned'] as $key) {
        $done['binned'][] = get_permalink($post_id($key));
        sure(wp_trash_post($post_id($key)), "binning $key");
    }
    foreach ($wanted['comments'] as $row) {
        $id = $maker->comment($post_id($row['post']), $row['remark']);
        $done['comments'][] = ['id' => $id, 'url' => get_permalink($post_id($row['post']))];
    }
});
$done['ids'] = $maker->ids;
echo as_json($done), "\n";
