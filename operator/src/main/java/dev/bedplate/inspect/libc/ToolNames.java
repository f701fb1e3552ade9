package dev.bedplate.inspect.libc;

import dev.bedplate.inspect.packages.PackageInventory;
import java.util.List;

/** The names by which programs of interest are installed. */
final class ToolNames {
  static final List<String> SHELLS =
      List.of(
          "sh", "ash", "bash", "dash", "zsh", "ksh", "ksh93", "mksh", "pdksh", "yash", "rbash",
          "fish", "csh", "tcsh", "hush", "elvish", "nu", "pwsh", "osh", "toysh");

  static final List<String> DOWNLOADERS =
      List.of(
          "curl",
          "wget",
          "wget2",
          "aria2c",
          "axel",
          "lynx",
          "links",
          "elinks",
          "w3m",
          "http",
          "https",
          "xh",
          "nc",
          "ncat",
          "netcat",
          "nc.openbsd",
          "nc.traditional",
          "socat",
          "telnet",
          "ftp",
          "ftpget",
          "ftpput",
          "lftp",
          "tftp",
          "sftp",
          "scp",
          "rsync",
          "rclone");

  static final List<String> DEBUGGERS =
      List.of(
          "gdb",
          "gdbserver",
          "gdb-multiarch",
          "lldb",
          "lldb-server",
          "strace",
          "ltrace",
          "perf",
          "bpftrace",
          "bpftool",
          "tcpdump",
          "tshark",
          "dumpcap",
          "ngrep",
          "nmap",
          "nsenter",
          "valgrind",
          "dlv",
          "delve",
          "rr",
          "py-spy",
          "rbspy",
          "sysdig",
          "drgn",
          "iftop",
          "iotop");

  static final List<String> COMPILERS =
      List.of(
          "cc",
          "c++",
          "gcc",
          "g++",
          "c89",
          "c99",
          "clang",
          "clang++",
          "tcc",
          "pcc",
          "icc",
          "icx",
          "cpp",
          "ld",
          "ld.bfd",
          "ld.gold",
          "ld.lld",
          "lld",
          "mold",
          "as",
          "make",
          "gmake",
          "cmake",
          "ninja",
          "go",
          "gofmt",
          "rustc",
          "cargo",
          "javac",
          "gfortran",
          "ghc",
          "fpc",
          "dmd",
          "ldc2",
          "zig",
          "swiftc",
          "kotlinc",
          "ocamlopt",
          "nim",
          "nvcc");

  static final List<String> PACKAGE_MANAGERS = PackageInventory.MANAGERS;

  private ToolNames() {}
}
