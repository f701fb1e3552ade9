package dev.bedplate.source.registry;

import dev.bedplate.image.Digest;
import dev.bedplate.image.UndecidedReason;
import dev.bedplate.source.Document;
import dev.bedplate.source.Documents;
import dev.bedplate.source.Verification;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** Manifests and indexes, whose bytes are what their digest names. */
final class Manifests {
  /** Every kind that can be read, and schema 1 so that it can be named. */
  static final String ACCEPT =
      String.join(
          ", ",
          "application/vnd.oci.image.index.v1+json",
          "application/vnd.oci.image.manifest.v1+json",
          "application/vnd.docker.distribution.manifest.list.v2+json",
          "application/vnd.docker.distribution.manifest.v2+json",
          "application/vnd.docker.distribution.manifest.v1+prettyjws;q=0.1",
          "application/vnd.docker.distribution.manifest.v1+json;q=0.1");

  private static final String SCHEMA_1 = "application/vnd.docker.distribution.manifest.v1+";

  private Manifests() {}

  static String path(String tagOrDigest) {
    return "/manifests/" + tagOrDigest;
  }

  /** The digest that the answer to a HEAD names; the document fetched by it is verified. */
  static Optional<Digest> digest(Answer answer) throws IOException {
    if (answer.status() != 200) {
      return Optional.empty();
    }
    refuseSchema1(answer);
    return Digest.parse(answer.header("Docker-Content-Digest").strip());
  }

  /** The digest of the document that came. */
  static Digest digest(Answer answer, int limit) throws IOException {
    return Verification.digest("sha256", bytes(answer, limit));
  }

  /** The document that has this digest. */
  static Document read(Answer answer, Digest expected, int limit) throws IOException {
    byte[] bytes = bytes(answer, limit);
    Digest actual = Verification.digest(expected.algorithm(), bytes);
    if (!expected.equals(actual)) {
      throw answer.invalid("the manifest " + expected + " was asked for, but " + actual + " came");
    }
    return Documents.read(bytes, expected, mediaType(answer));
  }

  private static byte[] bytes(Answer answer, int limit) throws IOException {
    refuseSchema1(answer);
    byte[] bytes = answer.length() > limit ? new byte[0] : answer.readCapped(limit);
    if (answer.length() > limit || bytes.length > limit) {
      throw answer
          .call()
          .failed(UndecidedReason.LimitExceeded, "its manifest is larger than " + limit + " bytes");
    }
    return bytes;
  }

  private static void refuseSchema1(Answer answer) throws IOException {
    if (mediaType(answer).startsWith(SCHEMA_1)) {
      throw answer
          .call()
          .failed(
              UndecidedReason.UnsupportedImage,
              "a Docker schema 1 manifest, which names no digests of its layers' contents; an OCI"
                  + " or Docker schema 2 image is needed: push it again with a current tool");
    }
  }

  private static String mediaType(Answer answer) {
    String type = answer.header("Content-Type");
    int end = type.indexOf(';');
    return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }
}
