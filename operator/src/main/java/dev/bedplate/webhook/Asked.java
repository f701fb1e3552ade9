package dev.bedplate.webhook;

/**
 * What is known of a review that gets no answer; each text is empty where it is not known.
 *
 * @param lasting whether it is known to be no dry run, so that something may be left behind
 */
public record Asked(String kind, String namespace, String name, boolean lasting) {
  /** Of a review that was not read. */
  public static final Asked NOTHING = new Asked("", "", "", false);

  /** What a whole review asks about. */
  public static Asked of(AdmissionReview review) {
    return new Asked(review.kind(), review.namespace(), review.name(), !review.dryRun());
  }
}
