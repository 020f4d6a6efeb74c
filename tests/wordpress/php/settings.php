<?php
/*
 * Switches of a running site. Input: any of {theme, rest, sitemap, feeds, permalinks, comment_order,
 * comment_page}; what is not named stays. Answers with the settings as they are now.
 */
require __DIR__ . '/boot.php';

const STRUCTURES = ['name' => '/%postname%/', 'date' => '/%year%/%monthnum%/%day%/%postname%/', 'plain' => ''];
const PAGES = ['first' => 'oldest', 'last' => 'newest'];

$wanted = input();
if (isset($wanted['theme']) && $wanted['theme'] !== get_stylesheet()) {
    $widgets = get_option('kept_sidebars', get_option('sidebars_widgets'));
    update_option('kept_sidebars', $widgets);
    sure(wp_get_theme($wanted['theme'])->exists(), "theme {$wanted['theme']}");
    switch_theme($wanted['theme']);
    delete_option('theme_switched'); // else the next visitor's request would move the widgets away
    update_option('sidebars_widgets', $widgets);
}
foreach (['rest', 'sitemap', 'feeds'] as $name) {
    if (isset($wanted[$name])) {
        update_option("switch_$name", $wanted[$name]);
    }
}
if (isset($wanted['comment_order'])) {
    update_option('comment_order', $wanted['comment_order']);
}
if (isset($wanted['comment_page'])) {
    update_option('default_comments_page', PAGES[$wanted['comment_page']]);
}
if (isset($wanted['permalinks'])) {
    $GLOBALS['wp_rewrite']->set_permalink_structure(STRUCTURES[$wanted['permalinks']]);
    flush_rewrite_rules(false);
}
echo as_json([
    'theme' => get_stylesheet(),
    'rest' => get_option('switch_rest', 'on'),
    'sitemap' => get_option('switch_sitemap', 'on'),
    'feeds' => get_option('switch_feeds', 'on'),
    'permalinks' => array_search(get_option('permalink_structure'), STRUCTURES, true),
    'comment_order' => get_option('comment_order'),
    'comment_page' => array_search(get_option('default_comments_page'), PAGES, true),
]), "\n";
