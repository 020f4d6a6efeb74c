"""One work folder: everything a WordPress of its own needs, and nothing outside it but linked packages.

    site/      WordPress: top files copied, wp-includes and wp-admin linked, own wp-config.php and wp-content
    etc/       configuration of mariadbd, php-fpm and nginx
    db/ log/ tmp/ pictures/
    state.json what was brought up: port, seed, day, ids

Sockets lie in run/, or in a short temporary folder where this path is too long for a socket address.
"""

import json
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.wordpress import access_log

PACKAGED = Path("/usr/share/wordpress")
THEMES = ("twentytwentyone", "twentytwentytwo", "twentytwentythree")
LANGUAGE_FILES = ("id_ID.mo", "admin-id_ID.mo")
SOCKET_PATH_BYTES = 100  # the kernel's sun_path holds 108; a name in the folder takes the rest
PHP_WORKERS = 4

DATABASE = """\
[mariadbd]
datadir={root}/db
socket={sockets}/db.sock
pid-file={root}/tmp/db.pid
user={user}
tmpdir={root}/tmp
skip-networking
skip-name-resolve
skip-log-bin
performance_schema=off
character-set-server=utf8mb4
innodb_buffer_pool_size=64M
innodb_log_file_size=24M
innodb_flush_log_at_trx_commit=0
innodb_flush_method=nosync
innodb_doublewrite=0
key_buffer_size=1M
aria_pagecache_buffer_size=4M
max_connections=20
"""
PHP_FPM = """\
[global]
daemonize=no
error_log={root}/log/php-fpm.log
[www]
{php_user}
listen={sockets}/php.sock
listen.backlog=128
pm=static
pm.max_children={workers}
catch_workers_output=yes
php_admin_value[error_log]={root}/log/php.log
php_admin_value[memory_limit]=256M
php_admin_value[sys_temp_dir]={root}/tmp
"""
NGINX = """\
{nginx_user}
worker_processes 1;
daemon off;
pid {root}/tmp/nginx.pid;
error_log {root}/log/nginx-error.log;
events {{ worker_connections 512; }}
http {{
  include /etc/nginx/mime.types;
  default_type application/octet-stream;
  log_format lines escape=json '{log_format}';
  access_log {root}/log/access.jsonl lines;
  client_body_temp_path {root}/tmp/body;
  fastcgi_temp_path {root}/tmp/fastcgi;
  proxy_temp_path {root}/tmp/proxy;
  uwsgi_temp_path {root}/tmp/uwsgi;
  scgi_temp_path {root}/tmp/scgi;
  gzip on;
  gzip_types application/json application/xml text/xml;
  keepalive_requests 100000;
  server {{
    listen 127.0.0.1:{port};
    root {root}/site;
    index index.php;
    location / {{ try_files $uri $uri/ /index.php?$args; }}
    location ~ \\.php$ {{
      try_files $uri =404;
{fastcgi_lines}
      fastcgi_buffers 64 16k;
      fastcgi_buffer_size 32k;
      fastcgi_pass unix:{sockets}/php.sock;
    }}
  }}
}}
"""
# Written out, since Debian's own fastcgi_params passes the host without its port: WordPress would redirect for ever.
FASTCGI = {
    "QUERY_STRING": "$query_string",
    "REQUEST_METHOD": "$request_method",
    "CONTENT_TYPE": "$content_type",
    "CONTENT_LENGTH": "$content_length",
    "SCRIPT_NAME": "$fastcgi_script_name",
    "SCRIPT_FILENAME": "$document_root$fastcgi_script_name",
    "REQUEST_URI": "$request_uri",
    "DOCUMENT_URI": "$document_uri",
    "DOCUMENT_ROOT": "$document_root",
    "SERVER_PROTOCOL": "$server_protocol",
    "REQUEST_SCHEME": "$scheme",
    "GATEWAY_INTERFACE": "CGI/1.1",
    "SERVER_SOFTWARE": "nginx",
    "REMOTE_ADDR": "$remote_addr",
    "SERVER_ADDR": "$server_addr",
    "SERVER_PORT": "$server_port",
    "SERVER_NAME": "$host",
    "HTTP_HOST": "$host:$server_port",
    "REDIRECT_STATUS": "200",
}
WP_CONFIG = """\
<?php
define('DB_NAME', 'wordpress');
define('DB_USER', 'root');
define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:{sockets}/db.sock');
define('DB_CHARSET', 'utf8mb4');
define('WP_HOME', 'http://127.0.0.1:{port}');
define('WP_SITEURL', 'http://127.0.0.1:{port}');
define('WP_CONTENT_DIR', '{root}/site/wp-content');
define('WP_HTTP_BLOCK_EXTERNAL', true);
define('DISABLE_WP_CRON', true);
define('AUTOMATIC_UPDATER_DISABLED', true);
define('WP_AUTO_UPDATE_CORE', false);
define('WP_POST_REVISIONS', 2);
define('AUTH_KEY', 'loopback only');
define('WP_DEBUG', false);
$table_prefix = 'wp_';
if (!defined('ABSPATH')) {{
    define('ABSPATH', __DIR__ . '/');
}}
require_once ABSPATH . 'wp-settings.php';
"""


@dataclass(frozen=True, slots=True)
class Folder:
    """The paths of one work folder."""

    root: Path

    @property
    def site(self) -> Path:
        return self.root / "site"

    @property
    def log(self) -> Path:
        return self.root / "log"

    @property
    def access_log(self) -> Path:
        return self.log / "access.jsonl"

    @property
    def state_file(self) -> Path:
        return self.root / "state.json"

    def config(self, name: str) -> Path:
        return self.root / "etc" / name

    def state(self) -> dict[str, Any]:
        """What is known of this folder's site; empty before it was filled."""
        if not self.state_file.exists():
            return {}
        return json.loads(self.state_file.read_text(encoding="utf-8"))

    def save_state(self, state: dict[str, Any]) -> None:
        fresh = self.state_file.with_suffix(".new")
        fresh.write_text(json.dumps(state, ensure_ascii=False), encoding="utf-8")
        fresh.replace(self.state_file)

    def clear(self) -> None:
        """Take away all that an earlier, unfinished bringing up left here."""
        for name in ("site", "etc", "db", "log", "tmp", "run", "pictures"):
            shutil.rmtree(self.root / name, ignore_errors=True)
        self.state_file.unlink(missing_ok=True)


def sockets_for(root: Path) -> Path:
    """Where sockets go: run/ here, or a short temporary folder if that path would be too long."""
    own = root / "run"
    if len(bytes(own)) <= SOCKET_PATH_BYTES - len("/php.sock"):
        return own
    return Path(tempfile.mkdtemp(prefix="kliping-wp-"))


def lay_out(folder: Folder, *, port: int, sockets: Path, user: str, is_root: bool) -> None:
    """Make the folders, link the packages in, write every configuration file."""
    for name in ("etc", "db", "log", "tmp", "pictures", "site/wp-content/mu-plugins", "site/wp-content/uploads"):
        (folder.root / name).mkdir(parents=True, exist_ok=True)
    sockets.mkdir(parents=True, exist_ok=True)
    _link_packages(folder.site)
    words = {
        "root": folder.root,
        "port": port,
        "sockets": sockets,
        "user": user,
        "workers": PHP_WORKERS,
        "php_user": f"user={user}\ngroup={user}" if is_root else "",
        "nginx_user": f"user {user} {user};" if is_root else "",
        "log_format": access_log.FORMAT,
        "fastcgi_lines": "\n".join(f"      fastcgi_param {name} {value};" for name, value in FASTCGI.items()),
    }
    for name, template in (("my.cnf", DATABASE), ("php-fpm.conf", PHP_FPM), ("nginx.conf", NGINX)):
        folder.config(name).write_text(template.format(**words), encoding="utf-8")
    (folder.site / "wp-config.php").write_text(WP_CONFIG.format(**words), encoding="utf-8")


def _link_packages(site: Path) -> None:
    for source in PACKAGED.glob("*.php"):
        if source.name != "wp-config.php":
            shutil.copyfile(source, site / source.name)
    for name in ("wp-includes", "wp-admin"):
        _link(PACKAGED / name, site / name)
    content = site / "wp-content"
    (content / "themes").mkdir(exist_ok=True)
    (content / "languages").mkdir(exist_ok=True)
    for theme in THEMES:
        _link(PACKAGED / "wp-content/themes" / theme, content / "themes" / theme)
    for name in LANGUAGE_FILES:
        if (PACKAGED / "wp-content/languages" / name).exists():
            _link(PACKAGED / "wp-content/languages" / name, content / "languages" / name)
    own = Path(__file__).parent / "php" / "switches.php"
    shutil.copyfile(own, content / "mu-plugins" / own.name)


def _link(source: Path, target: Path) -> None:
    if not target.is_symlink():
        target.symlink_to(source)
