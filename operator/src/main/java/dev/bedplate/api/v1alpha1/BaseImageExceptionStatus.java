package dev.bedplate.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the operator says about an exception. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record BaseImageExceptionStatus(
    @Nullable Boolean active,
    @Size(max = 20) List<@Size(max = 512) String> usedBy,
    @Size(max = 8) List<Condition> conditions) {
  public BaseImageExceptionStatus {
    usedBy = usedBy == null ? List.of() : List.copyOf(usedBy);
    conditions = conditions == null ? List.of() : List.copyOf(conditions);
  }
}
