package dev.bedplate.policy;

import dev.bedplate.image.BusyBox;
import dev.bedplate.image.ImageFacts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** No program of one kind. */
public record ToolRule(Tool tool) implements Rule {
  /** Kinds of programs. */
  public enum Tool {
    BusyBox(ViolationReason.BusyBoxPresent, "BusyBox"),
    Shell(ViolationReason.ShellPresent, "shells"),
    Downloader(ViolationReason.DownloaderPresent, "downloaders"),
    Debugger(ViolationReason.DebuggerPresent, "debuggers"),
    Compiler(ViolationReason.CompilerPresent, "compilers");

    private final ViolationReason reason;
    private final String words;

    Tool(ViolationReason reason, String words) {
      this.reason = reason;
      this.words = words;
    }

    List<String> in(ImageFacts facts) {
      return switch (this) {
        case BusyBox -> busybox(facts.busybox());
        case Shell -> facts.tools().shells();
        case Downloader -> facts.tools().downloaders();
        case Debugger -> facts.tools().debuggers();
        case Compiler -> facts.tools().compilers();
      };
    }

    private static List<String> busybox(BusyBox busybox) {
      if (!busybox.present()) {
        return List.of();
      }
      String version = busybox.version() == null ? "" : " " + busybox.version();
      String path = busybox.path() == null ? "" : " (" + busybox.path() + ")";
      return List.of("BusyBox" + version + path);
    }
  }

  @Override
  public @Nullable Finding judge(Subject subject) {
    List<String> found = tool.in(subject.facts());
    if (!found.isEmpty()) {
      return new Finding.Broken(
          tool.reason,
          "holds",
          String.join(", ", found),
          "denies " + tool.words,
          "an image without " + tool.words);
    }
    return subject.layersRead() ? null : Rule.incomplete("whether it holds " + tool.words, subject);
  }
}
