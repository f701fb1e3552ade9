package dev.bedplate.inspect.layer;

import dev.bedplate.image.Digest;
import dev.bedplate.inspect.elf.ElfFile;
import dev.bedplate.inspect.filesystem.EntryTable;
import dev.bedplate.inspect.filesystem.LayerFiles;
import dev.bedplate.inspect.packages.DatabaseForm;
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
    out.writeInt(facts.files().entries().implied());
    out.writeBoolean(facts.files().entries().hides());
    list(facts.files().entries().pages(), out, page -> bytes(page, out));
    out.writeLong(facts.files().unread());
    map(facts.files().contents(), out, value -> bytes(value, out));
    map(facts.elves(), out, value -> elf(value, out));
    map(facts.databases(), out, value -> database(value, out));
    map(facts.scripts(), out, value -> text(value, out));
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
      int implied = in.readInt();
      boolean hides = in.readBoolean();
      EntryTable entries = EntryTable.of(list(in, () -> bytes(in)), count, implied, hides);
      long unread = in.readLong();
      Map<Integer, byte[]> contents = map(in, () -> bytes(in));
      return new LayerFacts(
          digest,
          diffId,
          compressed,
          format,
          tarBytes,
          unpacked,
          new LayerFiles(entries, contents, unread),
          map(in, () -> elf(in)),
          map(in, () -> database(in)),
          map(in, () -> text(in)));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new IOException("not layer facts", e);
    }
  }

  private static void elf(ElfFile elf, DataOutputStream out) throws IOException {
    out.writeInt(elf.bits());
    out.writeInt(elf.machine());
    optional(elf.interpreter(), out);
    list(elf.needed(), out, value -> text(value, out));
    optional(elf.soname(), out);
    ElfFile.Marker marker = elf.marker();
    optional(marker == null ? null : marker.kind().name(), out);
    optional(marker == null ? null : marker.version(), out);
    out.writeBoolean(elf.unread());
  }

  private static ElfFile elf(DataInputStream in) throws IOException {
    return new ElfFile(
        in.readInt(),
        in.readInt(),
        optional(in),
        list(in, () -> text(in)),
        optional(in),
        marker(optional(in), optional(in)),
        in.readBoolean());
  }

  private static ElfFile.@Nullable Marker marker(@Nullable String kind, @Nullable String version) {
    return kind == null ? null : new ElfFile.Marker(ElfFile.Marker.Kind.valueOf(kind), version);
  }

  private static void database(PackageDatabase database, DataOutputStream out) throws IOException {
    text(database.form().name(), out);
    optional(database.problem(), out);
    List<PackageDatabase.Entry> packages = database.packages();
    out.writeBoolean(packages != null);
    list(
        packages == null ? List.of() : packages,
        out,
        value -> {
          text(value.name(), out);
          text(value.architecture(), out);
          out.writeBoolean(value.declared());
        });
  }

  private static PackageDatabase database(DataInputStream in) throws IOException {
    DatabaseForm form = DatabaseForm.valueOf(text(in));
    String problem = optional(in);
    boolean readable = in.readBoolean();
    List<PackageDatabase.Entry> packages =
        list(in, () -> new PackageDatabase.Entry(text(in), text(in), in.readBoolean()));
    return new PackageDatabase(form, readable ? packages : null, problem);
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

  private static <T> void map(Map<Integer, T> values, DataOutputStream out, Writer<T> writer)
      throws IOException {
    out.writeInt(values.size());
    for (var entry : values.entrySet()) {
      out.writeInt(entry.getKey());
      writer.write(entry.getValue());
    }
  }

  private static <T> Map<Integer, T> map(DataInputStream in, Reader<T> reader) throws IOException {
    int count = count(in);
    Map<Integer, T> values = HashMap.newHashMap(Math.min(count, 1 << 16));
    for (int i = 0; i < count; i++) {
      values.put(in.readInt(), reader.read());
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
