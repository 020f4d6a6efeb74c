import pytest

from crawler.errors import ProfileError
from crawler.sites.load import KEYS, profile_from_toml
from crawler.sites.profile import ANY, Profile


def test_an_empty_file_is_the_profile_of_any_site():
    assert profile_from_toml("", "x.toml") == ANY


def test_every_key_reaches_its_field():
    text = """
        home = "https://gazette.example/"
        timezone = "Asia/Jakarta"
        encoding = "windows-1252"
        [extract]
        title = "h1.t"
        byline = ".by"
        published = "time.p"
        body = ".story"
        drop = [".ad", ".box"]
        comments = "#c"
        [politeness]
        delay_s = 4
    """
    profile = profile_from_toml(text, "x.toml")
    assert profile == Profile(
        home="https://gazette.example/",
        timezone="Asia/Jakarta",
        encoding="windows-1252",
        title="h1.t",
        byline=".by",
        published="time.p",
        body=".story",
        drop=(".ad", ".box"),
        comments="#c",
        delay_s=4.0,
    )
    assert {field for field, _ in KEYS.values()} == set(Profile.__slots__)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[extract]\nbylin = '.x'", "'extract.byline'"),
        ("timezon = 'x'", "'timezone'"),
        ("timezone = 'Asia/Nowhere'", "Asia/Nowhere"),
        ("timezone = '/etc/passwd'", "/etc/passwd"),
        ("encoding = 'klingon'", "klingon"),
        ("home = 'gazette.example'", "https://"),
        ("[extract]\ntitle = 'h1['", "h1["),
        ("[extract]\ntitle = ''", "''"),
        ("[extract]\ntitle = 5", "5"),
        ("[extract]\ndrop = [5]", "5"),
        ("[politeness]\ndelay_s = -1", "-1"),
        ("[politeness]\ndelay_s = true", "True"),
        ("home = ", "TOML"),
    ],
)
def test_a_wrong_profile_is_refused_with_what_is_wrong(text, says):
    with pytest.raises(ProfileError) as refusal:
        profile_from_toml(text, "gazette.toml")
    assert says in str(refusal.value)
    assert "gazette.toml" in str(refusal.value)
