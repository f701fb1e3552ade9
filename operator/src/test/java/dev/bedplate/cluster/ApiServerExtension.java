package dev.bedplate.cluster;

import dev.bedplate.cluster.ServerPrograms.Found;
import dev.bedplate.cluster.ServerPrograms.Missing;
import dev.bedplate.cluster.ServerPrograms.Search;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Starts the servers that {@link WithApiServer} asks for; JUnit's stores stop them. */
final class ApiServerExtension implements BeforeAllCallback, ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(ApiServerExtension.class);

  @Override
  public void beforeAll(ExtensionContext context) {
    Store store = context.getStore(NAMESPACE);
    WithApiServer wish =
        AnnotationSupport.findAnnotation(context.getRequiredTestClass(), WithApiServer.class)
            .orElse(null);
    if (wish == null) {
      return; // a nested class has the server of the class around it
    }
    ServerPrograms programs = programs(context.getRoot().getStore(NAMESPACE));
    boolean own = wish.fresh() || wish.flags().length > 0;
    ApiServer server =
        own
            ? start(programs, List.of(wish.flags()))
            : context
                .getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(
                    "shared", key -> new Shared(start(programs, List.of())), Shared.class)
                .server();
    store.put(ApiServer.class, own ? new Shared(server) : new Borrowed(server));
  }

  /** A server in a store, closed with it. */
  private record Shared(ApiServer server) implements AutoCloseable, Held {
    @Override
    public void close() {
      server.close();
    }
  }

  /** A server that another store closes. */
  private record Borrowed(ApiServer server) implements Held {}

  private sealed interface Held {
    ApiServer server();
  }

  private static ServerPrograms programs(Store root) {
    Search search =
        root.computeIfAbsent(
            "programs", key -> announced(ServerPrograms.search(System.getenv())), Search.class);
    return switch (search) {
      case Found(var programs) -> programs;
      case Missing missing -> {
        if ("true".equals(System.getenv("CI"))) {
          throw new IllegalStateException(missing.line());
        }
        yield Assumptions.abort(missing.line());
      }
    };
  }

  private static Search announced(Search search) {
    if (search instanceof Missing missing) {
      System.err.println(missing.line());
    }
    return search;
  }

  private static ApiServer start(ServerPrograms programs, List<String> flags) {
    try {
      return ApiServer.start(programs, flags);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == ApiServer.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Held held = context.getStore(NAMESPACE).get(ApiServer.class, Held.class);
    if (held == null) {
      throw new IllegalStateException("@WithApiServer is missing");
    }
    return held.server();
  }
}
