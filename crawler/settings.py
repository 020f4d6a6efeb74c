"""The wiring diagram: every component, its order, every default with its unit and reason.

Change a value for one run with `-s NAME=VALUE`, for an archive folder in its own settings module.
"""

BOT_NAME = "kliping"
VERSION = "0.1.0"

SPIDER_MODULES = ["spiders"]
COMMANDS_MODULE = "crawler.commands"

# ---- the archive
ARCHIVE_DIR = "archive"  # folder of archive.db; made if absent
DISK_FREE_LEAST_MIB = (
    500  # with less free on the disk `scrapy doctor` warns; a night's run of a large site takes some 100
)

# ---- WARC files in ARCHIVE_DIR/warc: every exchange as it came
WARC_ENABLED = True
WARC_GZIP_LEVEL = 3  # of bodies that come plain; those that come compressed are stored as they are
WARC_FILE_BYTES = 500_000_000  # a larger file is closed: a killed run's is read through by the next, 5 s at most
WARC_SYNC_EVERY = 100  # records between two fsyncs; one a page would cost a millisecond each

REREADER = "spiders.rereading.visits"  # `scrapy reextract` meets it only here

# Exporters by name, met only here: `scrapy export NAME`.
EXPORTERS = {
    "json": "exports.to_json.write",
    "jsonl": "exports.to_jsonl.write",
}

# Exporters that take the archive's WARC files, too.
FILE_EXPORTERS = {
    "wacz": "exports.to_wacz.write",
}

EXPORT_ROWS = "exports.rows.select"

ITEM_PIPELINES = {
    "pipelines.normalize.Normalize": 100,
    "pipelines.validate.Validate": 200,
    "pipelines.dedup.Dedup": 300,
    "pipelines.store.Store": 900,
}
CONCURRENT_ITEMS = 1  # more scrambles the order of items and costs a fifth of the processor time

# ---- manners
USER_AGENT_NAME = "Kliping"
CONTACT_URL = ""  # a page or mailto: that says who crawls; goes into the User-Agent
ROBOTSTXT_OBEY = True
ROBOTSTXT_USER_AGENT = "Kliping"
CRAWL_DELAY_MAX_S = 30.0  # robots.txt may ask for more; a run would then take weeks
DOWNLOAD_DELAY = 1.0  # seconds between requests to one host, the least
DOWNLOAD_DELAY_JITTER = 0.0  # share of the delay by which it varies, both ways: any would undercut the least
CONCURRENT_REQUESTS_PER_DOMAIN = 1
CONCURRENT_REQUESTS = 128  # bounded by the window of each host; must exceed hosts x window
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 1.0
AUTOTHROTTLE_MAX_DELAY = 60.0
AUTOTHROTTLE_TARGET_CONCURRENCY = 1.0
RETRY_AFTER_WAIT_S = 120.0  # a Retry-After up to this is waited for; a longer one is left to the next run
RETRY_AFTER_UNSAID_S = 10.0  # 429 or 503 without Retry-After; twice that after the second such answer
RETRY_AFTER_MOST_S = 604_800.0  # a week: what exceeds it is taken for a slip of the server's
COOKIES_ENABLED = False

# ---- safety
TWISTED_DNS_RESOLVER = "crawler.fetch.resolver.PublicOnlyResolver"
DOWNLOAD_VERIFY_CERTIFICATES = True
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
DOWNLOAD_MAXSIZE = 32 * 1024 * 1024  # bytes, decompressed
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_TIMEOUT = 60  # seconds
SCRAPER_SLOT_MAX_ACTIVE_SIZE = 2_000_000  # bytes of pages under way; their trees take many times that

# ---- when a page without an API behind it is looked at again; docs/crawling.md has the simulation
REVISIT_LEAST_H = 12.0  # hours
REVISIT_MOST_H = 2_160.0  # hours: 90 days
REVISIT_AGE_SHARE = 0.25  # the first wait: a story of four days is looked at after one
REVISIT_GROWTH = 1.5  # a look that brings nothing new makes the wait so many times as long
REVISIT_SHRINK = 0.5  # one that brings something new, so many times

# Some servers answer 304 though a page changed: after so many of them in a row it is fetched whole. 0: never.
NOT_MODIFIED_MOST = 8

# A trap (an endless calendar) is closed after so many pages of one URL pattern without a new article.
TRAP_PAGES = 25
PROBE_SECOND_PAGE = True  # block themes of WordPress link no page 2 of a story: ask for it where no API tells

# ---- Scrapy
DOWNLOAD_HANDLERS = {
    "http": "crawler.fetch.capture.Capture",
    "https": "crawler.fetch.capture.Capture",
}
DOWNLOADER_MIDDLEWARES = {
    # None: switched off. Ours stand where Scrapy's stood.
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,  # drops redirects without a word
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,  # 5xx would be permission
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "scrapy.downloadermiddlewares.cookies.CookiesMiddleware": None,
    "crawler.fetch.own_site.OwnSite": 50,
    "crawler.fetch.robots.Robots": 100,
    "crawler.fetch.decompress.Decompress": 590,
}
SPIDER_MIDDLEWARES = {
    "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": None,  # every status is read
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
    "scrapy.spidermiddlewares.metacopy.MetaCopyDetectionMiddleware": None,
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,
}
EXTENSIONS = {
    "spiders.progress.Progress": 500,
    "crawler.fetch.pace.Pace": 1000,  # after AutoThrottle, to undo what that lowers
}
METAREFRESH_ENABLED = False  # would decode every page once more
WARN_ON_GENERATOR_RETURN_VALUE = False  # parses the callback's source for each response: 0.3 ms
RETRY_TIMES = 2
RETRY_HTTP_CODES = [500, 502, 504, 520, 522, 524, 408]  # 429 and 503 wait instead
RETRY_GIVE_UP_LOG_LEVEL = "INFO"
REDIRECT_MAX_TIMES = 10
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "id,en;q=0.8,*;q=0.5",
}
LOG_LEVEL = "WARNING"  # silent on success, as cron likes it; -L INFO tells how a run goes
LOG_VERSIONS: list[str] = []  # libraries: `scrapy version -v` tells them
PROGRESS_S = 10.0  # seconds between two lines on a terminal; 0: none. Elsewhere (cron) never any
LOG_FORMAT = "%(asctime)s %(levelname)s %(message)s"
LOG_DATEFORMAT = "%H:%M:%S"
STATS_DUMP = False
LOGSTATS_INTERVAL = 60.0
