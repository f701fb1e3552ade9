package dev.bedplate.webhook.tls;

import java.net.InetAddress;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The host names and IP addresses that a server is reached by. */
public record ServerHosts(List<String> names) {
  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|.*:.*");

  public ServerHosts {
    names = names.stream().distinct().toList();
  }

  /** Those of a Service, as the API server and everybody else in the cluster calls it. */
  public static ServerHosts ofService(String name, String namespace) {
    String host = name + "." + namespace + ".svc";
    return new ServerHosts(List.of(host, host + ".cluster.local"));
  }

  static boolean isAddress(String name) {
    return ADDRESS.matcher(name).matches();
  }

  /** Whether the certificate is for all of them. */
  boolean areCoveredBy(X509Certificate certificate) {
    Set<String> covered = alternatives(certificate);
    return names.stream().map(ServerHosts::canonical).allMatch(covered::contains);
  }

  private static Set<String> alternatives(X509Certificate certificate) {
    try {
      @Nullable Collection<List<?>> found = certificate.getSubjectAlternativeNames();
      return found == null
          ? Set.of()
          : found.stream()
              .map(pair -> canonical(String.valueOf(pair.get(1))))
              .collect(Collectors.toSet());
    } catch (CertificateParsingException e) {
      return Set.of();
    }
  }

  private static String canonical(String name) {
    return isAddress(name) ? InetAddress.ofLiteral(name).getHostAddress() : name;
  }
}
