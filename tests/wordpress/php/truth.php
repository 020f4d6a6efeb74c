<?php
/*
 * What the public may see, straight from the database and through WordPress's own filters, and every
 * marker word of what it may not see. For each paragraph of a post both tellings are given: "rendered"
 * (the filtered HTML, read with PHP's own DOM) and "told" (what the plan says); truth.py compares them.
 */
require __DIR__ . '/boot.php';
require __DIR__ . '/paragraphs.php';

const MARKER = '/\bzq[a-z]{8}\b/';

function plain_title(WP_Post $post): string
{
    return folded(html_entity_decode(wp_strip_all_tags(get_the_title($post)), ENT_QUOTES | ENT_HTML5, 'UTF-8'));
}

function names(int $post, string $taxonomy): array
{
    $terms = get_the_terms($post, $taxonomy) ?: [];
    return array_map(static fn ($term) => html_entity_decode($term->name, ENT_QUOTES | ENT_HTML5, 'UTF-8'), $terms);
}

/** "2026-11-22 05:10:00" in the site's own zone as ISO 8601 with its offset. */
function instant(string $local): string
{
    return (new DateTimeImmutable($local, wp_timezone()))->format('c');
}

function rendered(WP_Post $post): array
{
    global $pages;
    $GLOBALS['post'] = $post;
    setup_postdata($post);
    $paragraphs = [];
    foreach ($pages as $page) {
        $paragraphs = [...$paragraphs, ...paragraphs_of(apply_filters('the_content', $page))];
    }
    return $paragraphs;
}

function comments_of(WP_Post $post): array
{
    $asked = ['post_id' => $post->ID, 'status' => 'approve', 'orderby' => 'comment_ID', 'order' => 'ASC'];
    $approved = [];
    foreach (get_comments($asked) as $comment) {
        $approved[$comment->comment_ID] = $comment;
    }
    return array_map(static function (WP_Comment $comment) use ($approved): array {
        [$on_page, $line] = line_of($comment, $approved);
        $text = paragraphs_of(apply_filters('comment_text', $comment->comment_content, $comment, []));
        return [
            'id' => (int) $comment->comment_ID,
            'parent_id' => (int) $comment->comment_parent ?: null,
            'displayed_parent_id' => $on_page ? displayed_parent($line) : null,
            'on_page' => $on_page,
            'depth' => count($line),
            'author' => $comment->comment_author,
            'author_url' => $comment->comment_author_url ?: null,
            'published_at' => instant($comment->comment_date),
            'text' => implode("\n", array_column($text, 'text')),
            'url' => get_comment_link($comment),
            'kind' => get_comment_type($comment),
        ];
    }, array_values($approved));
}

/** Whether every ancestor is public too, and the ids from the top of the thread down to this comment. */
function line_of(WP_Comment $comment, array $approved): array
{
    $line = [(int) $comment->comment_ID];
    while ($comment->comment_parent) {
        array_unshift($line, (int) $comment->comment_parent);
        if (!isset($approved[$comment->comment_parent])) {
            return [false, $line];
        }
        $comment = $approved[$comment->comment_parent];
    }
    return [true, $line];
}

/** Replies below the deepest displayed level stand beside their parent, under the same ancestor. */
function displayed_parent(array $line): ?int
{
    $deepest = get_option('thread_comments') ? (int) get_option('thread_comments_depth') : 1;
    return array_slice($line, 0, -1)[min(count($line) - 2, $deepest - 2)] ?? null;
}

function record(WP_Post $post): array
{
    $plan = json_decode(get_post_meta($post->ID, '_plan', true), true);
    $picture = get_post_thumbnail_id($post);
    return [
        'id' => $post->ID,
        'url' => get_permalink($post),
        'title' => plain_title($post),
        'authors' => [get_the_author_meta('display_name', (int) $post->post_author)],
        'published_at' => instant($post->post_date),
        'modified_at' => instant($post->post_modified),
        'categories' => names($post->ID, 'category'),
        'tags' => names($post->ID, 'post_tag'),
        'language' => get_bloginfo('language'),
        'summary' => $post->post_excerpt === '' ? null
            : implode("\n", array_column(paragraphs_of(apply_filters('the_excerpt', get_the_excerpt($post))), 'text')),
        'image' => $picture ? wp_get_attachment_url($picture) : null,
        'image_caption' => $picture ? folded(get_the_excerpt($picture)) : null,
        'rendered' => rendered($post),
        'told' => $plan['told'],
        'key' => $plan['key'],
        'duplicate_of' => $plan['duplicate_of'],
        'near_duplicate_of' => $plan['near_duplicate_of'],
        'comments' => comments_of($post),
    ];
}

function secrets(): array
{
    global $wpdb;
    $found = [];
    $hidden = $wpdb->get_results("SELECT ID, post_title, post_content, post_status, post_password FROM $wpdb->posts
        WHERE post_type = 'post' AND (post_status <> 'publish' OR post_password <> '')");
    foreach ($hidden as $post) {
        $why = $post->post_password !== '' ? 'password' : $post->post_status;
        $found += markers("$post->post_title $post->post_content", "$why post $post->ID");
    }
    $held = $wpdb->get_results("SELECT comment_ID, comment_content, comment_approved, post_status, post_password
        FROM $wpdb->comments JOIN $wpdb->posts ON ID = comment_post_ID");
    foreach ($held as $comment) {
        $public = $comment->comment_approved === '1' && $comment->post_status === 'publish' && $comment->post_password === '';
        $found += $public ? [] : markers($comment->comment_content, "comment $comment->comment_ID");
    }
    return $found;
}

function markers(string $text, string $where): array
{
    preg_match_all(MARKER, $text, $words);
    return array_fill_keys($words[0], $where);
}

$public = get_posts([
    'post_type' => 'post',
    'post_status' => 'publish',
    'has_password' => false,
    'numberposts' => -1,
    'orderby' => ['date' => 'DESC', 'ID' => 'DESC'],
]);
update_meta_cache('post', array_column($public, 'ID'));
update_object_term_cache(array_column($public, 'ID'), 'post');
echo as_json(['posts' => array_map('record', $public), 'secrets' => secrets() ?: new stdClass()]), "\n";
