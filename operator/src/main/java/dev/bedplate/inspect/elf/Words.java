package dev.bedplate.inspect.elf;

/** Numbers of an ELF file in its own byte order and word size. */
record Words(boolean wide, boolean bigEndian) {
  int half(byte[] bytes, int at) {
    int first = bytes[at] & 0xff;
    int second = bytes[at + 1] & 0xff;
    return bigEndian ? first << 8 | second : second << 8 | first;
  }

  long word(byte[] bytes, int at) {
    long low = half(bytes, bigEndian ? at + 2 : at);
    long high = half(bytes, bigEndian ? at : at + 2);
    return high << 16 | low;
  }

  /** An address, offset or size: four bytes in a 32-bit file, eight in a 64-bit one. */
  long natural(byte[] bytes, int at) {
    if (!wide) {
      return word(bytes, at);
    }
    long low = word(bytes, bigEndian ? at + 4 : at);
    long high = word(bytes, bigEndian ? at : at + 4);
    return high << 32 | low;
  }
}
