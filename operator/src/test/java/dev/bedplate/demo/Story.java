package dev.bedplate.demo;

import java.util.ArrayList;
import java.util.List;

/** What the demo shows, in order. */
final class Story {
  private Story() {}

  static List<Step> steps(Kubectl kubectl, Cluster cluster) {
    List<Step> steps = new ArrayList<>();
    steps.addAll(admission(kubectl));
    steps.addAll(exception(kubectl));
    steps.addAll(marks(kubectl));
    steps.addAll(overview(cluster, kubectl));
    return List.copyOf(steps);
  }

  private static List<Step> admission(Kubectl kubectl) {
    return List.of(
        new Step(
            "Three policies: no musl in production (refused), nothing past its end of life (a warning"
                + " everywhere), only our base for jobs and databases (recorded).",
            kubectl.apply("namespaces.yaml", "policies.yaml"),
            Expected.output("no-musl created", "supported created", "our-bases created")),
        new Step(
            "A Deployment on Debian and a static proxy, in production: admitted without a word.",
            kubectl.apply("web.yaml"),
            Expected.output("deployment.apps/web created").without("Warning")),
        new Step(
            "A Deployment on Alpine, in production: refused. The message says where, what was found,"
                + " what would be right.",
            kubectl.apply("api.yaml"),
            Expected.refusal(
                "Error from server (Forbidden)",
                "denied the request",
                "container app (spec.template.spec.containers[0].image)",
                "registry.example/alpine:3.24@sha256:",
                "musl 1.2.5",
                "policy no-musl",
                "LibcDenied",
                "Our monitoring agent needs glibc.")),
        new Step(
            "The same in a sandbox: admitted.",
            kubectl.apply("api-in-sandbox.yaml"),
            Expected.output("deployment.apps/api created").without("Warning")),
        new Step(
            "A CronJob on a release that is past its end of life: admitted with a warning.",
            kubectl.apply("report.yaml"),
            Expected.output(
                "Warning: supported: report: ",
                "DistributionEndOfLife",
                "cronjob.batch/report created")),
        new Step(
            "A Pod whose main container is fine, but not the one that runs before it: refused.",
            kubectl.apply("migration.yaml"),
            Expected.refusal(
                "Error from server (Forbidden)",
                "container wait-for-db (spec.initContainers[0].image)",
                "musl 1.2.5")),
        new Step(
            "A StatefulSet on our base: admitted.",
            kubectl.apply("ledger.yaml"),
            Expected.output("statefulset.apps/ledger created").without("Warning")));
  }

  private static List<Step> exception(Kubectl kubectl) {
    return List.of(
        new Step(
            "The team of the refused Deployment gets an exception, with a reason and an end.",
            kubectl.apply("exception.yaml"),
            Expected.output("baseimageexception.bedplate.dev/api-until-migrated created")),
        new Step(
            "Now it is admitted.",
            kubectl.apply("api.yaml"),
            Expected.output("deployment.apps/api created")));
  }

  private static List<Step> marks(Kubectl kubectl) {
    return List.of(
        new Step(
            "Each workload carries its verdict, never on its Pod template.",
            kubectl.getWithLabel(Resource.Deployment, "bedplate.dev/verdict"),
            Expected.output(
                "NAMESPACE NAME READY UP-TO-DATE AVAILABLE AGE VERDICT",
                "play api 0/1 0 0 0s Compliant",
                "shop api 0/1 0 0 0s Exempt",
                "shop web 0/1 0 0 0s Compliant")),
        new Step(
            "One line for people.",
            kubectl.annotation(Resource.CronJob, "shop", "report", "summary"),
            Expected.output("report: debian 10.13 (glibc 2.28)", "2 violations")),
        new Step(
            "Facts for other programs.",
            kubectl.json(Resource.StatefulSet, "shop", "ledger", "containers"),
            Expected.output("\"distribution\": \"debian\"", "registry.example/base/java:21")));
  }

  private static List<Step> overview(Cluster cluster, Kubectl kubectl) {
    return List.of(
        new Step(
            "Events tell what was refused and what is wrong with the rest.",
            new EventList(cluster, "shop").command(),
            Expected.output(
                "Warning BaseImageDenied Namespace/shop",
                "Warning BaseImageViolation CronJob/report",
                "BaseImageNotAllowed")),
        new Step(
            "Each policy counts what it found.",
            kubectl.get(Resource.BaseImagePolicy),
            Expected.output(
                "NAME MODE ACCEPTED VIOLATING UNDECIDED AGE",
                "no-musl Enforce True 0 0",
                "our-bases Audit True 1 0",
                "supported Warn True 1 0")),
        new Step(
            "And this is what the cluster's images are built on.",
            kubectl.get(Resource.InspectedImage, "images.columns"),
            Expected.output(
                "registry.example/team/report:7 debian 10.13 Glibc 78 957 B EndOfLife",
                "registry.example/alpine:3.24 alpine 3.24.1 Musl 6 596 B Supported",
                "registry.example/debian:13 debian 13.1 Glibc 78 866 B Supported",
                "registry.example/static/proxy:1.8 scratch <none> None 0 166 B Unknown",
                "registry.example/team/ledger:2.1 debian 13.1 Glibc 78 3 MiB Supported")));
  }
}
