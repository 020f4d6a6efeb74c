"""The word stock our sentences are made of: invented people, real and invented places, plain nouns."""

PLACES = (
    "Lembang",
    "Wonosari",
    "Sibolga",
    "Pulau Rote",
    "Tanjung Balai",
    "Kebumen",
    "Bontang",
    "Ruteng",
    "Larantuka",
    "Pagar Alam",
    "Sawahlunto",
    "Banyuwangi",
    "Tarakan",
    "Sumbawa Besar",
    "Kotagede",
    "Muara Teweh",
    "Bau-Bau",
    "Tomohon",
    "Liwa",
    "Cilacap",
    "Blora",
    "Ende",
    "Waingapu",
    "Sungai Penuh",
    "Majene",
    "Luwuk",
    "Rangkasbitung",
    "Pacitan",
    "Sambas",
    "Kepahiang",
    "Ternate",
    "Saumlaki",
    "Nabire",
    "Bireuen",
    "Natuna",
    "Kuala Kapuas",
)
FIRST_NAMES = (
    "Hartini", "Sulaiman", "Ignas", "Wahyu", "Rosalina", "Mustofa", "Yuliana", "Darma", "Kristian", "Nengah", "Fitri",
    "Abdul", "Theresia", "Gilang", "Murni", "Bakhtiar", "Lestari", "Paulus", "Sekar", "Rahmat", "Endang", "Yosef",
    "Tiur", "Made", "Halimah", "Surya", "Retno", "Oktavianus", "Zulkifli", "Indah",
)  # fmt: skip
LAST_NAMES = (
    "Prabowo Aji", "Nainggolan", "Kusumawati", "Hadi", "Manurung", "Setyaningsih", "Latuconsina", "Wibisono", "Lubis",
    "Suardana", "Batubara", "Pangestu", "Rumengan", "Harjono", "Da Costa", "Simbolon", "Wijayanti", "Tanoto",
    "Mangunsong", "Arifin", "Sasmita", "Keraf", "Marpaung", "Utami", "Siahaan", "Permadi", "Tampubolon", "Hidayah",
)  # fmt: skip
OFFICES = (
    "Kepala Dinas Perhubungan", "Ketua RT", "Camat", "Juru Bicara Bupati", "Ketua Kelompok Tani",
    "Guru Besar Hidrologi", "Kepala Puskesmas", "Ketua Koperasi Nelayan", "Pengawas Sekolah", "Kepala Stasiun",
    "Pustakawan Daerah", "Direktur Perusahaan Air", "Ketua Panitia", "Kepala Desa", "Peneliti Tanah", "Pelatih Kepala",
    "Kurator Museum", "Ketua Paguyuban Pedagang", "Mandor Pelabuhan", "Wakil Wali Kota",
)  # fmt: skip
BODIES = (
    "Dinas Pekerjaan Umum", "Badan Meteorologi", "Koperasi Tirta Rejeki", "Yayasan Bina Pustaka", "Balai Arkeologi",
    "Dinas Pendidikan", "Rumah Sakit Umum Daerah", "Paguyuban Angkutan Kota", "Lembaga Adat", "Universitas Terbuka",
    "Dinas Pertanian", "Komite Olahraga Kabupaten", "Balai Besar Sungai", "Perkumpulan Pembatik", "Kantor Pos",
    "Dewan Kesenian", "Dinas Kelautan", "Kelompok Sadar Wisata", "Pengadilan Negeri", "Bank Sampah Mekar",
)  # fmt: skip
THINGS = (
    "jembatan gantung", "pasar ikan", "lumbung padi", "perpustakaan keliling", "bendungan kecil", "jalur sepeda",
    "pompa air tenaga surya", "lapangan sepak bola", "sekolah rakyat", "kapal motor", "gudang kopi", "taman bermain",
    "mesin pengering gabah", "rumah adat", "trotoar", "menara suar", "kebun bibit", "alun-alun", "bengkel gamelan",
    "posko kesehatan", "terminal lama", "saluran irigasi", "tambak garam", "halte", "tungku keramik", "dermaga kayu",
    "bus sekolah", "kandang komunal", "sumur resapan", "panggung terbuka", "tanggul", "balai warga",
)  # fmt: skip
DEEDS = (
    "diperbaiki", "dibangun ulang", "ditutup sementara", "diresmikan", "dipindahkan", "diperluas", "dicat ulang",
    "diserahkan kepada warga", "diperiksa", "disewakan", "dijaga bergiliran", "dibersihkan", "dilelang", "dipagari",
    "ditata kembali", "diuji coba", "dipugar", "dikelola bersama",
)  # fmt: skip
REASONS = (
    "karena tiangnya lapuk dimakan garam", "sebab anggaran baru turun pekan ini",
    "agar anak-anak tidak lagi menyeberang sungai",
    "supaya pedagang kecil tetap punya tempat", "setelah banjir merusak lantainya", "sesudah dua tahun terbengkalai",
    "menyusul keluhan penumpang", "demi menghemat air pada musim kering", "berkat sumbangan perantau",
    "sebelum musim angin barat datang", "meski cuaca belum bersahabat", "tanpa menunggu bantuan dari provinsi",
    "sambil menunggu izin lingkungan", "sejak jalan raya digeser ke utara", "lantaran atapnya bocor di sana-sini",
    "seusai musyawarah yang berlangsung hingga larut", "walau harga semen sedang naik", "atas permintaan para ibu",
    "ketika harga kopi sedang bagus", "menjelang ujian akhir sekolah",
)  # fmt: skip
FEELINGS = (
    "lega", "cemas", "heran", "bangga", "ragu", "terharu", "kecewa", "optimistis", "geli sendiri", "tidak sabar",
    "waswas", "bersyukur", "penasaran", "terpukul",
)  # fmt: skip
TIMES = (
    "Senin pagi", "Selasa siang", "Rabu malam", "Kamis sore", "Jumat subuh", "Sabtu petang", "Minggu siang",
    "awal bulan ini", "akhir pekan lalu", "menjelang Lebaran", "selepas magrib", "tengah hari tadi", "kemarin sore",
    "sejak musim hujan", "pada hari pasaran", "dua hari lalu", "seusai panen raya", "malam Minggu",
)  # fmt: skip
GOODS = (
    "kopi robusta", "ikan tongkol", "gula aren", "kain tenun", "beras merah", "cengkih", "tahu", "rotan", "garam",
    "madu hutan", "batik tulis", "jagung pipil", "rumput laut", "keripik pisang", "pala", "bawang merah", "tempe",
    "kerupuk ikan", "bibit jati", "susu sapi",
)  # fmt: skip
WEATHER = (
    "gerimis tipis", "kabut tebal", "angin kencang", "langit cerah", "panas terik", "hujan deras", "ombak tinggi",
    "udara dingin", "mendung menggantung", "pasang naik",
)  # fmt: skip
SUBJECTS = (
    "warga", "para guru", "nelayan", "ibu-ibu pengajian", "pelajar", "pedagang pasar", "sopir angkutan", "petani muda",
    "relawan", "penonton", "pengurus masjid", "jemaat", "pemuda karang taruna", "perawat", "penenun", "tukang perahu",
    "pesepeda", "pensiunan", "juru parkir", "pelancong",
)  # fmt: skip
UNITS = ("meter", "keluarga", "karung", "liter", "kursi", "pohon", "lembar", "orang", "kilometer", "hektare", "kotak")
MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
    "Desember",
)  # fmt: skip
CLIMBS = ("naik", "turun", "bertahan", "melonjak", "merosot", "berangsur pulih", "bergerak tipis", "tertahan")
SOUNDS = (
    "sirene",
    "kentongan",
    "gamelan",
    "peluit kapal",
    "suara azan",
    "lonceng gereja",
    "deru pompa",
    "tepuk tangan",
)
CAUSES = (
    "perebutan tempat jualan", "jadwal yang berubah mendadak", "upah yang belum dibayar", "batas tanah yang kabur",
    "aturan parkir baru", "pintu air yang macet", "karcis ganda", "sinyal yang hilang",
    "suara pengeras yang terlalu keras",
    "jembatan yang tidak kunjung selesai", "kuota solar", "seragam yang kebesaran",
)  # fmt: skip
