package dev.bedplate.cluster;

import dev.bedplate.catalog.Catalog;
import dev.bedplate.catalog.FieldError;
import dev.bedplate.catalog.PartialCatalog;
import dev.bedplate.catalog.PolicyReader;
import dev.bedplate.cluster.PolicyObject.BaseImageExceptionObject;
import dev.bedplate.cluster.PolicyObject.BaseImagePolicyObject;
import dev.bedplate.image.Platform;
import dev.bedplate.workload.Workload;
import dev.bedplate.workload.manifest.WorkloadKind;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Listable;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The cluster read once, without watching it: pages of bounded size, of which only what judging
 * needs is kept.
 */
public final class ClusterLists {
  private static final long PAGE = 500;
  private final KubernetesClient client;

  /** Nothing is asked yet. */
  public ClusterLists(KubernetesClient client) {
    this.client = client;
  }

  /**
   * The workloads of all namespaces that {@code judged} accepts. What belongs to another workload
   * is left out, but for the images that the other does not carry: it is judged there.
   */
  public List<Workload> workloads(Predicate<String> judged) throws UnansweredException {
    Map<String, Map<String, String>> labels = new HashMap<>();
    each(NamespaceObject.class, null, it -> labels.put(it.getMetadata().getName(), it.labels()));
    return workloads(null, judged, labels::get);
  }

  /** The workloads of one namespace that has these labels, chosen alike. */
  public List<Workload> workloads(String namespace, Map<String, String> labels)
      throws UnansweredException {
    return workloads(namespace, _ -> true, _ -> labels);
  }

  private List<Workload> workloads(
      @Nullable String namespace,
      Predicate<String> judged,
      Function<String, @Nullable Map<String, String>> labels)
      throws UnansweredException {
    var listed = new ListedWorkloads();
    for (WorkloadKind kind : ListedWorkloads.OWNERS_FIRST) {
      each(
          WorkloadObject.typeOf(kind),
          namespace,
          object -> {
            String in = object.getMetadata().getNamespace();
            if (judged.test(in)) {
              listed.add(object, labels.apply(in));
            }
          });
    }
    return listed.workloads();
  }

  /** The labels of a namespace; empty when there is no such namespace. */
  public Optional<Map<String, String>> namespaceLabels(String namespace)
      throws UnansweredException {
    try {
      return Optional.ofNullable(client.resources(NamespaceObject.class).withName(namespace).get())
          .map(NamespaceObject::labels);
    } catch (KubernetesClientException e) {
      throw unanswered("namespace " + namespace, e);
    }
  }

  /** The platforms of the nodes, each once. */
  public List<Platform> platforms() throws UnansweredException {
    Map<String, Platform> found = new TreeMap<>();
    each(
        NodeObject.class,
        null,
        node -> node.platform().ifPresent(it -> found.put(it.toString(), it)));
    return List.copyOf(found.values());
  }

  /** The policies and exceptions; none when the cluster does not know these kinds. */
  public PartialCatalog policies() throws UnansweredException {
    List<PolicyObject> policies = new ArrayList<>();
    eachIfKnown(BaseImagePolicyObject.class, policies::add);
    List<PolicyObject> exceptions = new ArrayList<>();
    eachIfKnown(BaseImageExceptionObject.class, exceptions::add);
    var compiled = new CompiledPolicies();
    List<PolicyObject> all = Stream.concat(policies.stream(), exceptions.stream()).toList();
    Catalog catalog = compiled.catalog(all);
    List<String> problems =
        all.stream().flatMap(it -> problems(it, compiled.compilation(it))).toList();
    return new PartialCatalog(catalog, policies.size(), problems);
  }

  private static Stream<String> problems(PolicyObject object, Compilation compilation) {
    String title = object.getKind() + " " + object.getMetadata().getName();
    Stream<FieldError> errors =
        compilation.document() instanceof PolicyReader.Document.Broken(var wrong)
            ? wrong.stream()
            : Stream.of();
    return Stream.concat(
        errors.map(it -> title + " is not in force: " + it),
        compilation.unknown().stream().map(it -> title + ": not applied: " + it));
  }

  private <T extends HasMetadata> void eachIfKnown(Class<T> type, Consumer<T> consumer)
      throws UnansweredException {
    try {
      pages(client.resources(type), consumer);
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
        throw unanswered(HasMetadata.getFullResourceName(type), e);
      }
    }
  }

  private <T extends HasMetadata> void each(
      Class<T> type, @Nullable String namespace, Consumer<? super T> consumer)
      throws UnansweredException {
    var resources = client.resources(type);
    try {
      pages(
          namespace == null ? resources.inAnyNamespace() : resources.inNamespace(namespace),
          consumer);
    } catch (KubernetesClientException e) {
      throw unanswered(HasMetadata.getFullResourceName(type), e);
    }
  }

  private <T extends HasMetadata> void pages(
      Listable<? extends KubernetesResourceList<T>> list, Consumer<? super T> consumer) {
    @Nullable String next = null;
    do {
      ListOptions wanted = new ListOptionsBuilder().withLimit(PAGE).withContinue(next).build();
      KubernetesResourceList<T> page = list.list(wanted);
      page.getItems().forEach(consumer);
      next = page.getMetadata().getContinue();
    } while (next != null && !next.isEmpty());
  }

  private UnansweredException unanswered(String question, KubernetesClientException cause) {
    return UnansweredException.of(question, client.getConfiguration().getMasterUrl(), cause);
  }
}
