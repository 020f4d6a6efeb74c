from datetime import timedelta

import pytest

from crawler.extract.relative_dates import elapsed


@pytest.mark.parametrize(
    ("text", "ago"),
    [
        ("2 jam lalu", timedelta(hours=2)),
        ("10 menit yang lalu", timedelta(minutes=10)),
        ("3 minit lalu", timedelta(minutes=3)),
        ("3 hours ago", timedelta(hours=3)),
        ("an hour ago", timedelta(hours=1)),
        ("World / 4 h ago", timedelta(hours=4)),
        ("vor 3 Stunden", timedelta(hours=3)),
        ("Publiziert vor einer Stunde", timedelta(hours=1)),
        ("vor 2 Tagen", timedelta(days=2)),
        ("il y a 5 minutes", timedelta(minutes=5)),
        ("hace 2 horas", timedelta(hours=2)),
        ("há 3 dias", timedelta(days=3)),
        ("2 ore fa", timedelta(hours=2)),
        ("4 uur geleden", timedelta(hours=4)),
        ("2 godziny temu", timedelta(hours=2)),
        ("3 saat önce", timedelta(hours=3)),
        ("5 минут назад", timedelta(minutes=5)),
        ("2 години тому", timedelta(hours=2)),
        ("منذ 3 ساعات", timedelta(hours=3)),
        ("3小时前", timedelta(hours=3)),
        ("5分前", timedelta(minutes=5)),
        ("2시간 전", timedelta(hours=2)),
        ("4 giờ trước", timedelta(hours=4)),
        ("2 ชั่วโมงที่แล้ว", timedelta(hours=2)),
        ("1 day ago", timedelta(days=1)),
        ("Asked 8 years, 2 months ago", timedelta(days=8 * 365)),
        ("Kemarin", timedelta(days=1)),
        ("Just now", timedelta()),
        ("Sie sind hier", None),
        ("2 jam", None),
        ("vor dem Haus", None),
        ("5 May 2024", None),
    ],
)
def test_how_long_ago_something_was_is_read_in_twenty_languages(text, ago):
    assert elapsed(text) == ago
