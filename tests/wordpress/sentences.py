"""Sentences, paragraphs and headlines in Indonesian, our own, the same again from the same seed."""

import random
import re

from tests.wordpress import words

SLOTS: dict[str, tuple[str, ...]] = {
    "place": words.PLACES,
    "office": words.OFFICES,
    "body": words.BODIES,
    "thing": words.THINGS,
    "deed": words.DEEDS,
    "reason": words.REASONS,
    "feeling": words.FEELINGS,
    "time": words.TIMES,
    "good": words.GOODS,
    "weather": words.WEATHER,
    "folk": words.SUBJECTS,
    "unit": words.UNITS,
    "month": words.MONTHS,
    "climb": words.CLIMBS,
    "sound": words.SOUNDS,
    "cause": words.CAUSES,
}
PATTERNS = (
    "{Thing} di {place} akhirnya {deed} {time}, {reason}.",
    "{office} {place}, {person}, mengaku {feeling} melihat {thing} itu {deed}.",
    "Sekitar {n} {unit} disiapkan {body} untuk {thing} yang {deed} {reason}.",
    "Di {place}, {folk} dan {folk} bergotong royong sejak {time} walau {weather} turun berkali-kali.",
    "{person}, {office} {place}, menyebut harga {good} {climb} hingga Rp{n}.000 sekilogram pada {month}.",
    "Belum ada keterangan dari {body} tentang {cause} yang membuat {folk} {feeling}.",
    "Menurut catatan {body}, {n} {unit} {good} keluar dari {place} sepanjang {month}.",
    "{Time}, {sound} terdengar dari arah {thing}, lalu {folk} berlarian ke halaman.",
    "Tidak semua {folk} setuju; {person} memilih pulang {reason}.",
    "Jarak {n} kilometer dari {place} ke {place} ditempuh dengan berjalan kaki {reason}.",
    "{Weather} menyelimuti {place} ketika {thing} mulai {deed}.",
    "Rapat di {place} berlangsung {n} menit dan berakhir tanpa kesepakatan soal {cause}.",
    "{person} sudah {n} tahun berjualan {good} di depan {thing}.",
    "Bagi {folk} di {place}, {thing} bukan sekadar bangunan, melainkan tempat bertukar kabar.",
    "{Body} menargetkan {n} {unit} selesai sebelum {month}, {reason}.",
    "Harga {good} {climb} dalam {n} hari terakhir, sedangkan {good} justru {climb}.",
    "{office} itu {feeling} ketika ditanya soal {cause} di {place}.",
    "Anak-anak {place} menyanyikan tiga lagu lama saat {thing} {deed} {time}.",
    "Sebanyak {n} {folk} menandatangani surat yang meminta {thing} segera {deed}.",
    "Di balik {thing}, {person} menyimpan {n} lembar catatan tentang {cause}.",
    "{Folk} menanam {n} pohon di tepi {thing} sebagai penanda musim baru.",
    "Hingga {time}, {n} dari {n} {unit} sudah terisi dan sisanya menunggu {body}.",
    "{person} bercerita bahwa {thing} pertama di {place} berdiri {n} tahun silam.",
    "Petugas {body} menemukan {n} {unit} {good} tanpa pemilik di dekat {thing}.",
    "Perbaikan itu memakan waktu {n} hari, lebih lama daripada janji {office} {place}.",
    "Semula {folk} mengira {sound} berasal dari {thing}, ternyata dari rumah {person}.",
    "{Cause} menjadi pokok pembicaraan {folk} di warung kopi {place} {time}.",
    "Kapal terakhir meninggalkan {place} {time} dengan muatan {n} karung {good}.",
    "Nilai kerja sama {body} dengan perajin {good} mencapai Rp{n} juta.",
    "Untuk pertama kali sejak {month}, {thing} di {place} dibuka pada malam hari.",
    "{person} menolak menyebut angka, tetapi {folk} menaksir {n} {unit} hilang.",
    "Warga {place} terbiasa dengan {weather}, namun kali ini {folk} benar-benar {feeling}.",
    "Dari {n} desa di sekitar {place}, baru {n} yang memiliki {thing}.",
    "{Office} berjanji {thing} akan {deed} paling lambat {month}.",
    "Lomba mengolah {good} diikuti {n} peserta, kebanyakan {folk}.",
    "{person} pulang membawa {n} {unit} {good} dan satu cerita tentang {place}.",
    "Jalan menuju {thing} {deed} {reason}, begitu papan pengumuman di {place}.",
    "Suhu di {place} turun sampai {n} derajat ketika {weather} datang {time}.",
    "Tim dari {body} memetakan {n} titik rawan di antara {place} dan {place}.",
    "Kerugian akibat {cause} ditaksir Rp{n} juta, belum termasuk {good} yang rusak.",
    "{Folk} membawa pulang piala setelah unggul {n} angka atas wakil {place}.",
    "Sekolah di {place} meliburkan {n} murid {reason}.",
    "Pertandingan di {place} dihentikan pada menit ke-{n} akibat {weather}.",
    "Buku tamu {thing} mencatat {n} nama, dan nama {person} ada di baris pertama.",
    "Pengelola {thing} meminta {folk} bersabar {reason}.",
    "{person} memperagakan cara memilih {good} yang baik kepada {folk}.",
    "Pada {month} nanti, {body} membuka pendaftaran bagi {n} {folk}.",
    "Tak ada korban, kata {office} {place}, tetapi {thing} harus {deed}.",
    "{sound} dan {sound} bersahutan ketika rombongan dari {place} tiba.",
    "Selama {n} jam, {folk} menunggu di {thing} tanpa kepastian.",
)
HEADLINES = (
    "{Thing} di {place} {deed} {reason}",
    "{Folk} {place} {feeling}, {thing} tak kunjung {deed}",
    "Harga {good} {climb}, {folk} {place} {feeling}",
    "{body} siapkan {n} {unit} untuk {place}",
    "{person} dan {n} {unit} {good} dari {place}",
    "Cerita {folk} {place} menjaga {thing}",
    "{n} {folk} rebutkan {n} kursi di {body}",
    "{Cause} di {place}, {body} turun tangan",
    "Menyusuri {place} bersama {person}",
    "{Weather} landa {place}, {thing} {deed}",
    "Dari {place} ke {place} demi {good}",
    "{person}: {thing} harus segera {deed}",
)
READER_PATTERNS = (
    "Saya tinggal di {place}, dan {thing} memang sudah lama ingin {deed}.",
    "Mohon {body} turun langsung, jangan hanya rapat soal {cause}.",
    "Terima kasih, redaksi. Kami {folk} {place} jadi tahu duduk perkaranya.",
    "Harga {good} di sini malah {climb}, tidak seperti kata {person}.",
    "Sebagai {office} dulu, saya {feeling} membacanya.",
    "Semoga {thing} cepat {deed} {reason}.",
    "Angka {n} {unit} itu dari mana? Setahu saya hanya {n}.",
    "Ibu saya {n} tahun berjualan {good} dan belum pernah melihat yang begini.",
    "Kalau {weather} lagi, {thing} pasti bermasalah.",
    "Usul: minta {folk} ikut menjaga {thing} tiap {time}.",
    "Saya hadir {time} dan tidak mendengar {sound} sama sekali.",
    "Salam dari {place}; di tempat kami {cause} juga belum selesai.",
    "Tolong liput juga {thing} di {place}, kondisinya lebih parah.",
    "{person} itu tetangga saya, orangnya sederhana.",
    "Bukan {cause} masalahnya, melainkan {reason}.",
    "Setuju sekali, apalagi {folk} sudah {feeling} sejak {month}.",
    "Baru kali ini ada yang menulis {place} dengan adil.",
    "Kirim saja {n} {unit} {good} ke sini, kami siap menampung.",
)
SLOT = re.compile(r"\{(\w+)\}")


class Writer:
    """Writes sentences that never repeat within one site; the same seed writes the same again."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self._written: set[str] = set()

    def sentence(self, patterns: tuple[str, ...] = PATTERNS) -> str:
        """One plain-text sentence not written before by this writer."""
        while True:
            sentence = self._filled(self.random.choice(patterns))
            if sentence not in self._written:
                self._written.add(sentence)
                return sentence

    def paragraph(self, least: int = 2, most: int = 4) -> str:
        return " ".join(self.sentence() for _ in range(self.random.randint(least, most)))

    def headline(self) -> str:
        """A headline of its own: no full stop, capital first."""
        return self.sentence(HEADLINES)

    def remark(self) -> str:
        """What a reader says in one sentence."""
        return self.sentence(READER_PATTERNS)

    def person(self) -> str:
        return f"{self.random.choice(words.FIRST_NAMES)} {self.random.choice(words.LAST_NAMES)}"

    def _filled(self, pattern: str) -> str:
        text = SLOT.sub(lambda slot: self._word(slot[1]), pattern)
        return text[0].upper() + text[1:]

    def _word(self, slot: str) -> str:
        if slot == "n":
            return str(self.random.randint(3, 970))
        if slot == "person":
            return self.person()
        word = self.random.choice(SLOTS[slot.lower()])
        return word[0].upper() + word[1:] if slot[0].isupper() else word
