package dev.bedplate.cluster;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives the tests of a class a real API server, as a parameter of type {@link ApiServer}. Where
 * none can be had the class is skipped, or fails when the environment says {@code CI=true}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ApiServerExtension.class)
public @interface WithApiServer {
  /** Whether the class gets a server of its own; otherwise one serves all classes of this JVM. */
  boolean fresh() default false;

  /** More flags of kube-apiserver; a class that names some gets a server of its own. */
  String[] flags() default {};
}
