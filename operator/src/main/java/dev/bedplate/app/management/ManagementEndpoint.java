package dev.bedplate.app.management;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One HTTP request to one page. */
final class ManagementEndpoint implements HttpHandler {
  private static final Logger LOG = LoggerFactory.getLogger(ManagementEndpoint.class);
  private static final Set<String> METHODS = Set.of("GET", "HEAD");
  private static final int CONCURRENT_SCRAPES = 4;
  private final Semaphore scrapes = new Semaphore(CONCURRENT_SCRAPES);
  private final Map<String, Supplier<Page>> pages;

  ManagementEndpoint(Readiness readiness, Supplier<String> metrics) {
    // Liveness asks nobody: a restart mends neither an API server nor a registry.
    pages =
        Map.of(
            "/livez", () -> Page.text(200, "ok"),
            "/readyz", readiness::page,
            "/metrics", () -> scrape(metrics));
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      send(exchange, page(exchange));
    }
  }

  private Page page(HttpExchange exchange) {
    Supplier<Page> page = pages.get(exchange.getRequestURI().getPath());
    if (page == null) {
      return Page.text(404, "known here: /livez, /readyz, /metrics");
    }
    return METHODS.contains(exchange.getRequestMethod()) ? page.get() : Page.notGet();
  }

  private Page scrape(Supplier<String> metrics) {
    if (!scrapes.tryAcquire()) {
      return Page.busy();
    }
    try {
      return Page.metrics(metrics.get());
    } catch (RuntimeException e) {
      LOG.error("the metrics could not be written", e);
      return Page.text(500, "the metrics could not be written; see the log");
    } finally {
      scrapes.release();
    }
  }

  private static void send(HttpExchange exchange, Page page) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", page.type());
    page.headers().forEach(headers::set);
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(page.status(), head ? -1 : page.body().length);
    if (!head) {
      exchange.getResponseBody().write(page.body());
    }
  }
}
