package dev.bedplate.source;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The {@code HOST[:PORT]} of a registry, as far as it can be asked. Narrower than what containerd
 * accepts where the client for HTTP is narrower (RFC 2396, section 3.2.2), and where a name is
 * another address to each resolver.
 */
final class RegistryHost {
  private static final int MAX_NAME = 253;
  private static final int MAX_PART = 63;
  private static final int MAX_PORT = 65_535;
  private static final Pattern PORT = Pattern.compile("0{0,5}[1-9]\\d{0,4}");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]{2,45}");
  private static final Pattern IPV4 =
      Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");
  private static final Pattern NUMBER = Pattern.compile("\\d+|0[xX][0-9a-fA-F]*");

  private RegistryHost() {}

  /** Whether the text before the first slash of a name is a host and no part of a repository. */
  static boolean isMeant(String first) {
    return first.indexOf('.') >= 0
        || first.indexOf(':') >= 0
        || first.equals("localhost")
        || !first.equals(first.toLowerCase(Locale.ROOT));
  }

  /** Why {@code host} cannot be asked, with what could be; empty when it can. */
  static String problem(String host) {
    if (!isMeant(host.toLowerCase(Locale.ROOT))) {
      return "\"%1$s\" is read as a host because of its upper-case letters: %2$s/… is expected for a"
              .formatted(host, host.toLowerCase(Locale.ROOT))
          + " repository, and a host without a dot needs its port";
    }
    int end = host.lastIndexOf(']');
    if (host.startsWith("[") && end < 0) {
      return ofAddress(host);
    }
    int colon = host.indexOf(':', end + 1);
    String name = colon < 0 ? host : host.substring(0, colon);
    if (colon >= 0 && !isPort(host.substring(colon + 1))) {
      return "the port of the registry must be a number from 1 to 65535";
    }
    String problem = name.startsWith("[") ? ofAddress(name) : ofName(name);
    return problem.isEmpty() && !isAuthority(host)
        ? "\"" + host + "\" is no host that can be asked: HOST[:PORT] is expected"
        : problem;
  }

  private static boolean isPort(String port) {
    return PORT.matcher(port).matches() && Integer.parseInt(port) <= MAX_PORT;
  }

  private static String ofAddress(String name) {
    try {
      String address = name.substring(1, name.length() - 1);
      if (name.endsWith("]") && IPV6.matcher(address).matches()) {
        InetAddress.ofLiteral(address);
        return "";
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    return "an IPv6 registry is written as [ADDRESS]:PORT/REPOSITORY, its address complete and"
        + " without a zone";
  }

  private static String ofName(String name) {
    if (name.indexOf('_') >= 0) {
      return "the name of a host has no '_', and one that has it cannot be asked: letters, digits"
          + " and '-' are expected";
    }
    if (name.length() > MAX_NAME) {
      return "the name of a host has at most " + MAX_NAME + " characters";
    }
    String[] parts = name.split("\\.", -1);
    for (String part : parts) {
      if (part.isEmpty() || part.startsWith("-") || part.endsWith("-")) {
        return "between the dots of the name of a host, something is expected that neither begins"
            + " nor ends with '-'";
      }
      if (part.length() > MAX_PART) {
        return "the parts of the name of a host have at most " + MAX_PART + " characters each";
      }
    }
    return ofEnd(name, parts[parts.length - 1], parts.length);
  }

  private static String ofEnd(String name, String last, int parts) {
    if (IPV4.matcher(name).matches()) {
      return "";
    }
    if (NUMBER.matcher(last).matches()) {
      return "\""
          + name
          + "\" ends in a number, so it would have to be an IPv4 address: four decimal numbers from"
          + " 0 to 255, without zeros in front";
    }
    return parts > 1 && Character.isDigit(last.charAt(0))
        ? "a host cannot be asked of whose name the last part begins with a digit: a letter is"
            + " expected after the last dot"
        : "";
  }

  private static boolean isAuthority(String host) {
    try {
      return new URI("https://" + host + "/").getHost() != null;
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
