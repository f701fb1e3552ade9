package dev.bedplate.cluster;

import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A policy or exception as the API server holds it. It is read as plain maps and compiled by the
 * catalog, so that a value this version does not know is an error of that policy and of no other.
 */
public abstract class PolicyObject extends ReducedObject {
  private static final long serialVersionUID = 1L;

  /** The object as the catalog takes it: plain maps. */
  public final Map<String, Object> manifest() {
    return plain();
  }

  @Override
  final @Nullable Object reduced(String field, Object value) {
    return value;
  }

  /** A BaseImagePolicy. */
  @Group("bedplate.dev")
  @Version("v1alpha1")
  @Kind("BaseImagePolicy")
  @Singular("baseimagepolicy")
  @Plural("baseimagepolicies")
  public static final class BaseImagePolicyObject extends PolicyObject {
    private static final long serialVersionUID = 1L;
  }

  /** A BaseImageException. */
  @Group("bedplate.dev")
  @Version("v1alpha1")
  @Kind("BaseImageException")
  @Singular("baseimageexception")
  @Plural("baseimageexceptions")
  public static final class BaseImageExceptionObject extends PolicyObject {
    private static final long serialVersionUID = 1L;
  }
}
