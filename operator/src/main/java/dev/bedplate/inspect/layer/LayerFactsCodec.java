package dev.bedplate.inspect.layer;

import dev.bedplate.image.Digest;
import dev.bedplate.inspect.elf.ElfFile;
import dev.bedplate.inspect.filesystem.EntryTable;
import dev.bedplate.inspect.filesystem.LayerFiles;
import dev.bedplate.inspect.packages.PackageDatabase;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The binary form of {@link LayerFacts} in a cache; readable by the same analyzer version only. */
public final class LayerFactsCodec {
  private static final int MAXIMUM = 64 * 1024 * 1024;

  private LayerFactsCodec() {}

  private interface Writer<T> {
    void write(T value) throws IOException;
  }

  private interface Reader<T> {
    T read() throws IOException;
  }

  /** Writes {@code facts}. */
  public static void write(LayerFacts facts, DataOutputStream out) throws IOException {
    text(facts.digest().toString(), out);
    text(facts.diffId().toString(), out);
    out.writeLong(facts.compressed());
    text(facts.format().name(), out);
    out.writeLong(facts.tarBytes());
    out.writeLong(facts.unpacked());
    out.writeInt(facts.files().entries().count());
    bytes(facts.files().entries().toBytes(), out);
    map(facts.files().contents(), out, value -> bytes(value, out));
    map(facts.elves(), out, value -> elf(value, out));
    map(facts.databases(), out, value -> database(value, out));
    map(facts.scripts(), out, value -> text(value, out));
    list(facts.notes(), out, value -> text(value, out));
  }

  /** Reads what {@link #write} wrote; anything else gives an {@link IOException}. */
  public static LayerFacts read(DataInputStream in) throws IOException {
    try {
      Digest digest = Digest.of(text(in));
      Digest diffId = Digest.of(text(in));
      long compressed = in.readLong();
      LayerFormat format = LayerFormat.valueOf(text(in));
      long tarBytes = in.readLong();
      long unpacked = in.readLong();
      int count = in.readInt();
      EntryTable entries = EntryTable.ofBytes(bytes(in), count);
      Map<String, byte[]> contents = map(in, () -> bytes(in));
      return new LayerFacts(
          digest,
          diffId,
          compressed,
          format,
          tarBytes,
          unpacked,
          new LayerFiles(entries, contents),
          map(in, () -> elf(in)),
          map(in, () -> database(in)),
          map(in, () -> text(in)),
          list(in, () -> text(in)));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new IOException("not layer facts", e);
    }
  }

  private static void elf(ElfFile elf, DataOutputStream out) throws IOException {
    out.writeInt(elf.bits());
    out.writeInt(elf.machine());
    out.writeInt(elf.type());
    optional(elf.interpreter(), out);
    out.writeBoolean(elf.dynamic());
    out.writeBoolean(elf.positionIndependentExecutable());
    out.writeBoolean(elf.bindNow());
    list(elf.needed(), out, value -> text(value, out));
    optional(elf.soname(), out);
    optional(elf.runpath(), out);
    ElfFile.Marker marker = elf.marker();
    optional(marker == null ? null : marker.kind().name(), out);
    optional(marker == null ? null : marker.version(), out);
    out.writeBoolean(elf.truncated());
  }

  private static ElfFile elf(DataInputStream in) throws IOException {
    return new ElfFile(
        in.readInt(),
        in.readInt(),
        in.readInt(),
        optional(in),
        in.readBoolean(),
        in.readBoolean(),
        in.readBoolean(),
        list(in, () -> text(in)),
        optional(in),
        optional(in),
        marker(optional(in), optional(in)),
        in.readBoolean());
  }

  private static ElfFile.@Nullable Marker marker(@Nullable String kind, @Nullable String version) {
    return kind == null ? null : new ElfFile.Marker(ElfFile.Marker.Kind.valueOf(kind), version);
  }

  private static void database(PackageDatabase database, DataOutputStream out) throws IOException {
    text(database.kind(), out);
    optional(database.problem(), out);
    List<PackageDatabase.Entry> packages = database.packages();
    out.writeBoolean(packages != null);
    list(
        packages == null ? List.of() : packages,
        out,
        value -> {
          text(value.name(), out);
          text(value.version(), out);
        });
  }

  private static PackageDatabase database(DataInputStream in) throws IOException {
    String kind = text(in);
    String problem = optional(in);
    boolean readable = in.readBoolean();
    List<PackageDatabase.Entry> packages =
        list(in, () -> new PackageDatabase.Entry(text(in), text(in)));
    return new PackageDatabase(kind, readable ? packages : null, problem);
  }

  private static <T> void list(List<T> values, DataOutputStream out, Writer<T> writer)
      throws IOException {
    out.writeInt(values.size());
    for (T value : values) {
      writer.write(value);
    }
  }

  private static <T> List<T> list(DataInputStream in, Reader<T> reader) throws IOException {
    int count = count(in);
    List<T> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add(reader.read());
    }
    return values;
  }

  private static <T> void map(Map<String, T> values, DataOutputStream out, Writer<T> writer)
      throws IOException {
    out.writeInt(values.size());
    for (var entry : values.entrySet()) {
      text(entry.getKey(), out);
      writer.write(entry.getValue());
    }
  }

  private static <T> Map<String, T> map(DataInputStream in, Reader<T> reader) throws IOException {
    int count = count(in);
    Map<String, T> values = HashMap.newHashMap(Math.min(count, 1 << 16));
    for (int i = 0; i < count; i++) {
      values.put(text(in), reader.read());
    }
    return values;
  }

  private static void optional(@Nullable String value, DataOutputStream out) throws IOException {
    out.writeBoolean(value != null);
    if (value != null) {
      text(value, out);
    }
  }

  private static @Nullable String optional(DataInputStream in) throws IOException {
    return in.readBoolean() ? text(in) : null;
  }

  private static void text(String value, DataOutputStream out) throws IOException {
    bytes(value.getBytes(StandardCharsets.UTF_8), out);
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(bytes(in), StandardCharsets.UTF_8);
  }

  private static void bytes(byte[] value, DataOutputStream out) throws IOException {
    out.writeInt(value.length);
    out.write(value);
  }

  private static byte[] bytes(DataInputStream in) throws IOException {
    int length = count(in);
    byte[] value = in.readNBytes(length);
    if (value.length != length) {
      throw new EOFException("layer facts end early");
    }
    return value;
  }

  private static int count(DataInputStream in) throws IOException {
    int count = in.readInt();
    if (count < 0 || count > MAXIMUM) {
      throw new IOException("not layer facts: a length of " + count);
    }
    return count;
  }
}
