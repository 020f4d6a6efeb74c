<?php
/*
 * Makes posts and comments from a plan through WordPress's own API. Used by fill.php and nextday.php.
 * $ids maps the plan's keys to WordPress's numbers: ids['posts'][key], ids['comments'][key], ids['media'][key].
 */
class Maker
{
    public function __construct(public array $ids)
    {
        // WordPress sets post_modified itself; a plan's own value rides along in the same call.
        add_filter('wp_insert_post_data', static function (array $row, array $given): array {
            foreach (['kept_modified' => 'post_modified', 'kept_modified_gmt' => 'post_modified_gmt'] as $from => $to) {
                $row[$to] = $given[$from] ?? $row[$to];
            }
            return $row;
        }, 10, 2);
    }

    public function row(array $post): array
    {
        $modified = $post['modified'] ?? null;
        return wp_slash(array_filter([
            'post_type' => $post['kind'],
            'post_status' => $post['status'],
            'post_title' => $post['title'],
            'post_name' => $post['slug'],
            'post_content' => $this->filled($post['content']),
            'post_excerpt' => $post['excerpt'],
            'post_password' => $post['password'],
            'post_author' => $this->ids['users'][$post['author']],
            'post_parent' => $this->ids['posts'][$post['parent'] ?? ''] ?? 0,
            'post_date' => $post['published'],
            'post_date_gmt' => get_gmt_from_date($post['published']),
            'kept_modified' => $modified,
            'kept_modified_gmt' => $modified ? get_gmt_from_date($modified) : null,
            'post_category' => $post['kind'] === 'post' ? $this->categories($post['categories']) : [],
            'tags_input' => $post['kind'] === 'post' ? $post['tags'] : [],
            'comment_status' => 'open',
            'ping_status' => 'open',
        ], static fn ($value) => $value !== null));
    }

    public function post(array $post): int
    {
        $row = $this->row($post);
        $binned = $post['status'] === 'trash';
        $id = sure(wp_insert_post(($binned ? ['post_status' => 'publish'] : []) + $row, true), "post {$post['key']}");
        $this->ids['posts'][$post['key']] = $id;
        $this->remember($id, $post);
        if ($post['sticky']) {
            stick_post($id);
        }
        if ($post['picture']) {
            set_post_thumbnail($id, $this->ids['media'][$post['picture']]);
        }
        foreach ($post['remarks'] as $remark) {
            $this->comment($id, $remark);
        }
        if ($binned) {
            sure(wp_trash_post($id), "binning {$post['key']}");
        }
        return $id;
    }

    /** Keeps beside the post what its plan tells the reader, for truth.php. */
    public function remember(int $id, array $post): void
    {
        update_post_meta($id, '_plan', wp_slash(as_json([
            'key' => $post['key'],
            'told' => $post['told'],
            'duplicate_of' => $post['duplicate_of'],
            'near_duplicate_of' => $post['near_duplicate_of'],
        ])));
    }

    public function comment(int $post, array $remark): int
    {
        $user = isset($remark['user']) ? get_userdata($this->ids['users'][$remark['user']]) : null;
        $text = apply_filters('pre_comment_content', wp_slash($remark['markup'])); // the filters a visitor's words pass
        $id = sure(wp_insert_comment([
            'comment_post_ID' => $post,
            'comment_parent' => $this->ids['comments'][$remark['parent'] ?? ''] ?? 0,
            'comment_author' => wp_slash($user ? $user->display_name : $remark['author']),
            'comment_author_email' => $user ? $user->user_email : substr(md5($remark['author']), 0, 8) . '@pembaca.example',
            'comment_author_url' => $user ? $user->user_url : $remark['url'],
            'comment_author_IP' => '127.0.0.1',
            'comment_content' => $text,
            'comment_date' => $remark['at'],
            'comment_date_gmt' => get_gmt_from_date($remark['at']),
            'comment_approved' => $remark['status'] === 'trash' ? '1' : $remark['status'],
            'comment_type' => $remark['kind'],
            'user_id' => $user ? $user->ID : 0,
        ]), "comment {$remark['key']}");
        if ($remark['status'] === 'trash') {
            sure(wp_trash_comment($id), "binning comment {$remark['key']}");
        }
        return $this->ids['comments'][$remark['key']] = $id;
    }

    private function categories(array $slugs): array
    {
        return array_map(fn ($slug) => $this->ids['categories'][$slug], $slugs);
    }

    private function filled(string $content): string
    {
        return preg_replace_callback('/\{\{([a-z-]+):([^}]+)\}\}/', fn ($mark) => $this->value($mark[1], $mark[2]), $content);
    }

    private function value(string $what, string $key): string
    {
        return match ($what) {
            'url' => get_permalink(sure($this->ids['posts'][$key] ?? 0, "a link to $key")),
            'category' => get_category_link($this->ids['categories'][$key]),
            'media' => wp_get_attachment_url($this->ids['media'][$key]),
            'media-id' => (string) $this->ids['media'][$key],
            'media-page' => get_attachment_link($this->ids['media'][$key]),
        };
    }
}

/** Runs $work as one batch: one transaction, counting put off to its end. */
function in_one_batch(callable $work): void
{
    global $wpdb;
    $wpdb->query('SET autocommit = 0');
    wp_defer_term_counting(true);
    wp_defer_comment_counting(true);
    $work();
    wp_defer_comment_counting(false);
    wp_defer_term_counting(false);
    $wpdb->query('COMMIT');
    $wpdb->query('SET autocommit = 1');
}
