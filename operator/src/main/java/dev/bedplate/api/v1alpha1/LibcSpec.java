package dev.bedplate.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.bedplate.image.Libc;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** C libraries that are accepted or not; deny wins. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "(has(self.allow) && size(self.allow) > 0) || (has(self.deny) && size(self.deny) > 0)",
    message = "allow or deny is required")
@ValidationRule(
    value = "!has(self.foreignBinaries) || self.foreignBinaries == 'Allow'",
    fieldPath = ".foreignBinaries",
    message = LibcSpec.NO_FOREIGN_BINARIES)
@ValidationRule(
    value =
        "!(has(self.allow) && 'Unknown' in self.allow) && !(has(self.deny) && 'Unknown' in"
            + " self.deny)",
    message = LibcSpec.UNKNOWN)
public record LibcSpec(
    @JsonPropertyDescription(
            "Accepted kinds; when there is one, all others are refused. None: only static binaries"
                + " or no binaries; Mixed: more than one libc. Example: [Glibc, None].")
        @Size(max = 7)
        List<Libc.Kind> allow,
    @JsonPropertyDescription("Refused kinds, also those that allow names. Example: [Musl].")
        @Size(max = 7)
        List<Libc.Kind> deny,
    @JsonPropertyDescription(
            "Binaries that cannot run on the image's libc. Only Allow (default) is accepted: no"
                + " image is searched for them yet.")
        @Nullable Presence foreignBinaries) {
  /** What is wrong with denying foreign binaries. */
  public static final String NO_FOREIGN_BINARIES =
      "Deny is not in force yet: no image is searched for such binaries, so nothing would be"
          + " denied; leave the field out, or say Allow";

  /** What is wrong with a libc that is not known. */
  public static final String UNKNOWN = "Unknown is no libc; see onUndecided";

  public LibcSpec {
    allow = allow == null ? List.of() : List.copyOf(allow);
    deny = deny == null ? List.of() : List.copyOf(deny);
  }
}
