"""Words of dates: months by language, time zones, words beside a clock. Data alone; `dates` reads with it."""

from datetime import timedelta

# Twelve groups a language, January first; a group holds every spelling of one month, short forms included.
BY_LANGUAGE = {
    "id": "januari jan|februari pebruari feb peb|maret mar|april apr|mei|juni jun|juli jul|agustus agt agu ags agst|"
    "september sept sep|oktober okt|november nopember nov nop|desember des",
    "ms": "januari|februari|mac|april|mei|jun|julai|ogos ogs|september|oktober|november|disember dis",
    "en": "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sept sep|"
    "october oct|november nov|december dec",
    "de": "januar jänner jän jan|februar feber feb|märz mär mrz maerz|april apr|mai|juni jun|juli jul|august aug|"
    "september sept sep|oktober okt|november nov|dezember dez",
    "fr": "janvier janv jan|février fevrier févr fév fev|mars|avril avr|mai|juin|juillet juil|août aout aoû|"
    "septembre sept|octobre oct|novembre nov|décembre decembre déc",
    "es": "enero ene|febrero feb|marzo mar|abril abr|mayo may|junio jun|julio jul|agosto ago|septiembre setiembre sept set|"
    "octubre oct|noviembre nov|diciembre dic",
    "pt": "janeiro jan|fevereiro fev|março marco mar|abril abr|maio mai|junho jun|julho jul|agosto ago|setembro set|"
    "outubro out|novembro nov|dezembro dez",
    "it": "gennaio gen|febbraio feb|marzo mar|aprile apr|maggio mag|giugno giu|luglio lug|agosto ago|settembre set sett|"
    "ottobre ott|novembre nov|dicembre dic",
    "nl": "januari jan|februari feb|maart mrt|april apr|mei|juni jun|juli jul|augustus aug|september sep|oktober okt|"
    "november nov|december dec",
    "pl": "stycznia styczeń sty|lutego luty lut|marca marzec mar|kwietnia kwiecień kwi|maja maj|czerwca czerwiec cze|"
    "lipca lipiec lip|sierpnia sierpień sie|września wrzesień wrz|października październik paź|listopada listopad lis|"
    "grudnia grudzień gru",
    "tr": "ocak oca|şubat şub|mart mar|nisan nis|mayıs mayis may|haziran haz|temmuz tem|ağustos ağu|eylül eyl|ekim eki|kasım kasim kas|"
    "aralık aralik ara",
    "ru": "января январь янв|февраля февраль фев|марта март мар|апреля апрель апр|мая май|июня июнь июн|июля июль июл|"
    "августа август авг|сентября сентябрь сен сент|октября октябрь окт|ноября ноябрь ноя|декабря декабрь дек",
    "uk": "січня січень січ|лютого лютий лют|березня березень бер|квітня квітень кві|травня травень тра|червня червень чер|"
    "липня липень лип|серпня серпень сер|вересня вересень вер|жовтня жовтень жов|листопада листопад лис|"
    "грудня грудень гру",
    "bg": "януари ян|февруари|март|април|май|юни|юли|август|септември|октомври|ноември|декември",
    "cs": "ledna leden|února únor|března březen|dubna duben|května květen|června červen|července červenec|srpna srpen|"
    "září|října říjen|listopadu listopad|prosince prosinec",
    "hr": "siječnja|veljače|ožujka|travnja|svibnja|lipnja|srpnja|kolovoza|rujna|listopada|studenoga studenog|prosinca",
    "sl": "januarja|februarja|marca|aprila|maja|junija|julija|avgusta|septembra|oktobra|novembra|decembra",
    "hu": "január jan|február febr|március márc|április ápr|május máj|június jún|július júl|augusztus aug|szeptember szept|"
    "október okt|november nov|december dec",
    "ro": "ianuarie ian|februarie|martie|aprilie|mai|iunie iun|iulie iul|august|septembrie|octombrie|noiembrie noi|decembrie",
    "sv": "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december",
    "da": "januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december",
    "fi": "tammikuuta|helmikuuta|maaliskuuta|huhtikuuta|toukokuuta|kesäkuuta|heinäkuuta|elokuuta|syyskuuta|lokakuuta|"
    "marraskuuta|joulukuuta",
    "el": "ιανουαρίου ιαν|φεβρουαρίου φεβ|μαρτίου μαρ|απριλίου απρ|μαΐου μαι|ιουνίου ιουν|ιουλίου ιουλ|αυγούστου αυγ|"
    "σεπτεμβρίου σεπ|οκτωβρίου οκτ|νοεμβρίου νοε|δεκεμβρίου δεκ",
    "ar": "يناير كانون-الثاني|فبراير شباط|مارس آذار|أبريل ابريل نيسان|مايو أيار|يونيو حزيران|يوليو تموز|أغسطس آب|"
    "سبتمبر أيلول|أكتوبر تشرين-الأول|نوفمبر تشرين-الثاني|ديسمبر كانون-الأول",
    "th": "มกราคม ม.ค.|กุมภาพันธ์ ก.พ.|มีนาคม มี.ค.|เมษายน เม.ย.|พฤษภาคม พ.ค.|มิถุนายน มิ.ย.|กรกฎาคม ก.ค.|สิงหาคม ส.ค.|"
    "กันยายน ก.ย.|ตุลาคม ต.ค.|พฤศจิกายน พ.ย.|ธันวาคม ธ.ค.",
    "hi": "जनवरी|फरवरी|मार्च|अप्रैल|मई|जून|जुलाई|अगस्त|सितंबर सितम्बर|अक्टूबर|नवंबर नवम्बर|दिसंबर दिसम्बर",
    "bn": "জানুয়ারি|ফেব্রুয়ারি|মার্চ|এপ্রিল|মে|জুন|জুলাই|আগস্ট|সেপ্টেম্বর|অক্টোবর|নভেম্বর|ডিসেম্বর",
    "sw": "januari|februari|machi|aprili|mei|juni|julai|agosti|septemba|oktoba|novemba|desemba",
}


def number_of_month() -> dict[str, int]:
    """Spelling in lower case -> number of the month, over all languages; the first language wins."""
    found: dict[str, int] = {}
    for groups in BY_LANGUAGE.values():
        for number, group in enumerate(groups.split("|"), 1):
            for word in group.split():
                found.setdefault(word.replace("-", " "), number)
    return found


# Hours east of UTC. A name that several zones share (IST, CST) means the one with the most readers.
ZONES = {
    name: timedelta(hours=hours)
    for hours, names in {
        0: "utc gmt z wet",
        1: "cet mez bst west wat met",
        2: "cest mesz eet cat sast mest",
        3: "eest msk trt eat ast-arabia",
        3.5: "irst",
        4: "gst",
        5: "pkt",
        5.5: "ist",
        6: "bdt",
        6.5: "mmt",
        7: "wib ict",
        8: "wita sgt myt hkt pht awst",
        9: "wit jst kst",
        9.5: "acst",
        10: "aest",
        10.5: "acdt",
        11: "aedt",
        12: "nzst",
        13: "nzdt",
        -3: "brt art clst adt",
        -4: "edt clt ast",
        -5: "est cdt cot pet",
        -6: "cst mdt",
        -7: "mst pdt",
        -8: "pst akdt",
        -9: "akst",
        -10: "hst",
    }.items()
    for name in names.split()
}
