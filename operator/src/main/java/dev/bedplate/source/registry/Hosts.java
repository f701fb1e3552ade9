package dev.bedplate.source.registry;

import java.math.BigInteger;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads host names and the literal addresses among them, without asking DNS unless it says so. */
final class Hosts {
  /**
   * Where clouds answer any caller about the machine itself outside the link-local range: Azure,
   * Alibaba, Oracle, AWS over IPv6.
   */
  private static final Set<String> METADATA =
      Set.of("168.63.129.16", "100.100.100.200", "192.0.0.192", "fd00:ec2:0:0:0:0:0:254");

  private Hosts() {}

  /** The host of {@code host[:port]}, without brackets. */
  static String host(String authority) {
    int bracket = authority.lastIndexOf(']');
    if (bracket > 0) {
      return authority.substring(1, bracket).toLowerCase(Locale.ROOT);
    }
    int colon = authority.indexOf(':');
    return (colon < 0 ? authority : authority.substring(0, colon)).toLowerCase(Locale.ROOT);
  }

  /** The port of {@code host[:port]}, or -1. */
  static int port(String authority) {
    int colon = authority.lastIndexOf(':');
    if (colon < 0 || authority.indexOf(']', colon) >= 0) {
      return -1;
    }
    try {
      return Integer.parseInt(authority.substring(colon + 1));
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /** The host of {@code uri} without brackets, or null. */
  static @Nullable String host(URI uri) {
    return uri.getHost() == null ? null : host(uri.getHost());
  }

  /** The port of {@code uri}, the scheme's own when it names none. */
  static int port(URI uri) {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    return "http".equals(uri.getScheme()) ? 80 : 443;
  }

  static boolean isLoopback(String host) {
    return isLocalName(host) || literal(host).filter(InetAddress::isLoopbackAddress).isPresent();
  }

  /** Whether {@code host} is, or resolves to, an address that only this machine gives a meaning. */
  static boolean isMachineLocal(String host) {
    return isLocalName(host) || addresses(host).anyMatch(Hosts::isMachineLocal);
  }

  /**
   * Whether {@code host} is written as an address that means something else on every machine, and
   * no loopback address: nobody's registry.
   */
  static boolean isMachineLocalLiteral(String host) {
    return literal(host).filter(it -> isMachineLocal(it) && !it.isLoopbackAddress()).isPresent();
  }

  /** Whether {@code host} is written as an address of a private network. */
  static boolean isPrivateLiteral(String host) {
    return literal(host).filter(Hosts::isPrivate).isPresent();
  }

  /** Whether {@code host} is written as an address of {@code range}, such as {@code 10.0.0.0/8}. */
  static boolean isWithin(String host, String range) {
    int slash = range.indexOf('/');
    Optional<InetAddress> network =
        slash < 0 ? Optional.empty() : literal(range.substring(0, slash));
    return network.isPresent()
        && literal(host)
            .filter(
                address ->
                    isWithin(
                        address.getAddress(),
                        network.get().getAddress(),
                        range.substring(slash + 1)))
            .isPresent();
  }

  private static boolean isWithin(byte[] address, byte[] network, String bits) {
    if (address.length != network.length || !bits.matches("[0-9]{1,3}")) {
      return false;
    }
    int shift = address.length * Byte.SIZE - Integer.parseInt(bits);
    return shift >= 0
        && new BigInteger(1, address)
            .shiftRight(shift)
            .equals(new BigInteger(1, network).shiftRight(shift));
  }

  private static boolean isLocalName(String host) {
    return host.equals("localhost") || host.endsWith(".localhost");
  }

  private static boolean isMachineLocal(InetAddress address) {
    return address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isAnyLocalAddress()
        || address.isMulticastAddress()
        || METADATA.contains(address.getHostAddress());
  }

  private static boolean isPrivate(InetAddress address) {
    return address.isSiteLocalAddress()
        || (address.getAddress().length == 16 && (address.getAddress()[0] & 0xfe) == 0xfc);
  }

  private static Stream<InetAddress> addresses(String host) {
    Optional<InetAddress> literal = literal(host);
    if (literal.isPresent()) {
      return literal.stream();
    }
    try {
      return Stream.of(InetAddress.getAllByName(host));
    } catch (UnknownHostException e) {
      return Stream.empty();
    }
  }

  /** Includes the old spellings that resolvers accept: {@code 127.1}, {@code 2130706433}, hex. */
  private static Optional<InetAddress> literal(String host) {
    try {
      return Optional.of(InetAddress.ofLiteral(host));
    } catch (IllegalArgumentException e) {
      return posixLiteral(host);
    }
  }

  private static Optional<InetAddress> posixLiteral(String host) {
    try {
      return Optional.of(Inet4Address.ofPosixLiteral(host));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
