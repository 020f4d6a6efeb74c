"""Small real pictures (PNG and JPEG) made from nothing, so that the site needs no picture files."""

import struct
import zlib

Colour = tuple[int, int, int]

# Luminance Huffman table for DC differences, ITU-T T.81 table K.3: category n has code length DC_LENGTHS[n].
DC_COUNTS = (0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0)
DC_CODES = ("00", "010", "011", "100", "101", "110", "1110", "11110", "111110", "1111110", "11111110", "111111110")
# An AC table with a single symbol, end of block, whose code is "0": every block is one flat grey.
AC_COUNTS = (1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
DC_STEP = 8  # quantizer of the DC term; 8 x grey level is the DC term itself, so one step is one grey level


def png(width: int, height: int, top: Colour, bottom: Colour) -> bytes:
    """A PNG whose colour runs from top to bottom."""
    rows = bytearray()
    for y in range(height):
        share = y / max(height - 1, 1)
        pixel = bytes(round(a + (b - a) * share) for a, b in zip(top, bottom, strict=True))
        rows += b"\0" + pixel * width
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = (_chunk(b"IHDR", header), _chunk(b"IDAT", zlib.compress(bytes(rows), 9)), _chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def jpeg(width: int, height: int, seed: int) -> bytes:
    """A grey baseline JPEG, a mosaic of flat 8 x 8 tiles."""
    tiles = ((width + 7) // 8) * ((height + 7) // 8)
    bits, before = [], 0
    for tile in range(tiles):
        level = (tile * 37 + seed * 11) % 160 - 80
        bits.append(_dc_bits(level - before) + "0")
        before = level
    stream = "".join(bits)
    stream += "1" * (-len(stream) % 8)
    scan = int(stream, 2).to_bytes(len(stream) // 8, "big").replace(b"\xff", b"\xff\0")
    frame = struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\x00"
    return b"".join(
        (
            b"\xff\xd8",
            _segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"),
            _segment(0xDB, b"\0" + bytes([DC_STEP]) + b"\x10" * 63),
            _segment(0xC0, frame),
            _segment(0xC4, b"\x00" + bytes(DC_COUNTS) + bytes(range(12))),
            _segment(0xC4, b"\x10" + bytes(AC_COUNTS) + b"\0"),
            _segment(0xDA, b"\x01\x01\x00\x00\x3f\x00"),
            scan,
            b"\xff\xd9",
        )
    )


def _dc_bits(difference: int) -> str:
    size = abs(difference).bit_length()
    if size == 0:
        return DC_CODES[0]
    value = difference if difference > 0 else difference + (1 << size) - 1
    return DC_CODES[size] + format(value, f"0{size}b")


def _segment(marker: int, body: bytes) -> bytes:
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(body) + 2) + body


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
