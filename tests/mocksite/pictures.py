"""Pictures for the articles: a small landscape for every name, drawn from the name alone."""

import math
import struct
import zlib
from functools import lru_cache

WIDTH, HEIGHT = 480, 270


@lru_cache(maxsize=128)
def landscape(name: str) -> bytes:
    """A PNG of hills under an evening sky; the same name gives the same picture."""
    seed = zlib.crc32(name.encode())
    hue = (seed % 360) / 360
    palette = [shade((hue + 0.06 * step / 40) % 1, 0.35, 0.98 - 0.45 * step / 40) for step in range(40)]
    hills = [shade((hue + 0.55) % 1, 0.45, 0.55 - 0.12 * layer) for layer in range(4)]
    sun = shade((hue + 0.1) % 1, 0.2, 1.0)
    tops = [ridge(seed, layer) for layer in range(4)]
    sun_x, sun_y = 60 + seed % 360, 60 + (seed >> 9) % 60
    rows = []
    for y in range(HEIGHT):
        sky = min(39, y * 40 // 200)
        half = math.isqrt(max(0, 900 - (y - sun_y) ** 2))
        row = bytearray([sky]) * WIDTH
        row[max(0, sun_x - half) : sun_x + half] = bytearray([44]) * (min(WIDTH, sun_x + half) - max(0, sun_x - half))
        for layer, top in enumerate(tops):
            if y > 120 + 30 * layer:
                row = bytearray(40 + layer if y > top[x] else row[x] for x in range(WIDTH))
        rows.append(b"\0" + bytes(row))
    colours = b"".join(palette + hills + [sun])
    parts = ((b"IHDR", struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 3, 0, 0, 0)), (b"PLTE", colours))
    image = (b"IDAT", zlib.compress(b"".join(rows), 6))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*part) for part in (*parts, image, (b"IEND", b"")))


def ridge(seed: int, layer: int) -> list[int]:
    """The height of a hill line above each column, in rows from the top."""
    phase, wave = (seed >> (layer * 5)) % 63 / 10, 0.008 + ((seed >> (layer * 3)) % 7) / 900
    base, swing = 165 + 28 * layer, 30 - 5 * layer
    return [
        int(base - swing * math.sin(phase + wave * x) - 8 * math.sin(2.7 * phase + 4.1 * wave * x))
        for x in range(WIDTH)
    ]


def shade(hue: float, saturation: float, value: float) -> bytes:
    """An RGB triple."""
    sector, part = divmod(hue * 6, 1)
    low, fall, rise = value * (1 - saturation), value * (1 - saturation * part), value * (1 - saturation * (1 - part))
    rgb = (
        (value, rise, low),
        (fall, value, low),
        (low, value, rise),
        (low, fall, value),
        (rise, low, value),
        (value, low, fall),
    )
    return bytes(round(255 * channel) for channel in rgb[int(sector) % 6])


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
