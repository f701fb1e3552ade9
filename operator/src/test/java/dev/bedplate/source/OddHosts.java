package dev.bedplate.source;

import java.util.List;

/** Hosts in references that no client can ask, or that mean another address to each. */
public final class OddHosts {
  /** What containerd 2 takes for a host, and what it does not. */
  public static final List<String> ALL =
      List.of(
          "10.77.1:5000",
          "10.77.1",
          "127.1",
          "1.2.3.4.5",
          "10.0.0.256",
          "999.1.1.1",
          "0x7f.1",
          "0x7f000001:5000",
          "1.0x2",
          "0177.0.0.1",
          "01.02.03.04",
          "1.2.3.04",
          "2130706433:5000",
          "registry.1",
          "registry.1a",
          "foo.123abc",
          "1.1.1.1a",
          "a_b.com",
          "_a.com:5000",
          "a_b:5000",
          "a.com.",
          "a-:5000",
          "-a.com",
          "a-.com",
          "a..b",
          ".com",
          "[::g]:5000",
          "[1:2:3]:5000",
          "[1::2::3]:5000",
          "[12345::1]:5000",
          "[::1.2.3]:5000",
          "[fe80::1%eth0]:5000",
          "[fe80::1%25eth0]:5000",
          "[:]:5000",
          "[]:5000",
          "[::1",
          "[::1]x:5000",
          "a".repeat(64) + ".com",
          ("a".repeat(60) + ".").repeat(5) + "com",
          "a.com:0",
          "a.com:65536",
          "a.com:99999999999",
          "a.com:x",
          "a.com:",
          "a.com:1:2",
          "A%41.com",
          "user@a.com",
          "a.com\\",
          "Team");

  private OddHosts() {}
}
