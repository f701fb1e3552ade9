package dev.bedplate.inspect.layer;

import dev.bedplate.inspect.distribution.ReleaseText;
import dev.bedplate.inspect.elf.ElfFile;
import dev.bedplate.inspect.elf.ElfReader;
import dev.bedplate.inspect.filesystem.EntryTable;
import dev.bedplate.inspect.filesystem.LayerFiles;
import dev.bedplate.inspect.packages.DatabaseForm;
import dev.bedplate.inspect.packages.PackageDatabase;
import dev.bedplate.inspect.packages.PackageDatabases;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what analyzers need of the content of files, chosen by what a file is: its name in the tar
 * is one of many that it may have in an image. All by position of the entry.
 */
final class Contents {
  /** What Linux looks at, without the two bytes that mark a script. */
  private static final int LONGEST_SCRIPT_LINE = 254;

  private static final int MOST_TEXTS = 8192;
  private static final int MOST_TEXT_BYTES = 4 * 1024 * 1024;

  private final Limits limits;
  private final Shelf shelf;
  private final ElfReader elfReader = new ElfReader();
  private final Map<ReleaseText.Form, Budget> budgets = new EnumMap<>(ReleaseText.Form.class);

  /** The few first lines that scripts have. */
  private final Map<String, String> lines = new HashMap<>();

  private boolean dropped;

  final Map<Integer, byte[]> texts = new HashMap<>();
  final Map<Integer, ElfFile> elves = new HashMap<>();
  final Map<Integer, PackageDatabase> databases = new HashMap<>();
  final Map<Integer, String> scripts = new HashMap<>();

  Contents(Limits limits, Shelf shelf) {
    this.limits = limits;
    this.shelf = shelf;
    for (ReleaseText.Form form : ReleaseText.Form.values()) {
      budgets.put(form, new Budget());
    }
  }

  /** Files of at least this size may be release files that are not kept. */
  long unread() {
    return dropped ? 1 : limits.contentBytes() + 1L;
  }

  /** Looks at the content that begins at the position of {@code input}; says what is left of it. */
  long read(int entry, String path, long size, TarInput input) throws IOException {
    if (size == 0 || input.exhausted()) {
      return size;
    }
    int count = (int) Math.min(size, input.available());
    if (ElfReader.isElf(input.bytes, input.position, count) && size >= 64) {
      return elf(entry, size, input);
    }
    if (count >= 2
        && input.bytes[input.position] == '#'
        && input.bytes[input.position + 1] == '!') {
      script(entry, count, input);
      return release(entry, count, size, input);
    }
    DatabaseForm database = DatabaseForm.of(input.bytes, input.position, count);
    if (database != null) {
      return database(database, entry, path, size, input);
    }
    return release(entry, count, size, input);
  }

  private long release(int entry, int count, long size, TarInput input) throws IOException {
    ReleaseText.Form text = ReleaseText.of(input.bytes, input.position, count, size);
    return text == null ? size : text(text, entry, size, input);
  }

  private long elf(int entry, long size, TarInput input) throws IOException {
    elfReader.begin(size);
    long left = size;
    while (left > 0 && elfReader.wantsMore() && !input.exhausted()) {
      int count = (int) Math.min(left, input.available());
      elfReader.accept(input.bytes, input.position, count);
      input.position += count;
      left -= count;
    }
    ElfFile elf = elfReader.finish();
    if (elf != null) {
      elves.put(entry, elf);
      shelf.take(LayerFacts.ELF_BYTES + elf.needed().stream().mapToInt(String::length).sum());
    }
    return left;
  }

  private void script(int entry, int count, TarInput input) throws IOException {
    String text = interpreter(input.bytes, input.position + 2, input.position + count);
    String known = lines.putIfAbsent(text, text);
    scripts.put(entry, known == null ? text : known);
    shelf.take(
        LayerFacts.RECORD_BYTES
            + (known == null ? LayerFacts.RECORD_BYTES + (long) text.length() : 0));
  }

  /** The interpreter and its argument as Linux reads them; empty when it would not run it. */
  private static String interpreter(byte[] bytes, int from, int end) {
    int start = from;
    int most = Math.min(end, from + LONGEST_SCRIPT_LINE);
    while (start < most && blank(bytes[start])) {
      start++;
    }
    int name = start;
    while (name < most && !blank(bytes[name]) && !ends(bytes[name])) {
      name++;
    }
    if (name == from + LONGEST_SCRIPT_LINE) {
      return "";
    }
    int line = name;
    while (line < most && !ends(bytes[line])) {
      line++;
    }
    while (line > start && blank(bytes[line - 1])) {
      line--;
    }
    return new String(bytes, start, line - start, StandardCharsets.UTF_8);
  }

  private static boolean blank(byte b) {
    return b == ' ' || b == '\t';
  }

  private static boolean ends(byte b) {
    return b == '\n' || b == 0;
  }

  private long database(DatabaseForm form, int entry, String path, long size, TarInput input)
      throws IOException {
    var content = new TarInput.Content(input, size);
    long[] held = new long[1];
    PackageDatabase database =
        PackageDatabases.read(
            form,
            path,
            content,
            limits.databaseBytes(),
            bytes -> {
              shelf.take(bytes);
              held[0] += bytes;
            });
    shelf.give(held[0]);
    if (database != null) {
      databases.put(entry, database);
      int packages = database.packages() == null ? 0 : database.packages().size();
      shelf.take(LayerFacts.RECORD_BYTES + (long) LayerFacts.PACKAGE_BYTES * packages);
    }
    return content.left();
  }

  private long text(ReleaseText.Form form, int entry, long size, TarInput input)
      throws IOException {
    long wanted = ReleaseText.enough(form, size);
    if (wanted > limits.contentBytes()) {
      return size;
    }
    byte[] content = new byte[(int) wanted];
    int count = input.read(content, 0, content.length);
    if (form == ReleaseText.Form.Line || ReleaseText.names(content)) {
      keep(budgets.get(form), entry, content);
    }
    return size - count;
  }

  private void keep(@Nullable Budget budget, int entry, byte[] content) throws IOException {
    if (budget == null || !budget.take(content.length)) {
      dropped = true;
      return;
    }
    shelf.take(LayerFacts.RECORD_BYTES + content.length);
    texts.put(entry, content);
  }

  /** The entries and the texts among them. */
  LayerFiles files(EntryTable entries) {
    return new LayerFiles(entries, texts, unread());
  }

  /** How much text of one form a layer may have kept. */
  private static final class Budget {
    private int texts;
    private long bytes;

    boolean take(int length) {
      texts++;
      bytes += length;
      return texts <= MOST_TEXTS && bytes <= MOST_TEXT_BYTES;
    }
  }
}
