package dev.bedplate.catalog;

import dev.bedplate.api.v1alpha1.AgeSpec;
import dev.bedplate.api.v1alpha1.BaseImagesSpec;
import dev.bedplate.api.v1alpha1.DistributionsSpec;
import dev.bedplate.api.v1alpha1.DistributionsSpec.DistributionTerm;
import dev.bedplate.api.v1alpha1.ExpressionSpec;
import dev.bedplate.api.v1alpha1.LibcSpec;
import dev.bedplate.api.v1alpha1.LifecycleSpec;
import dev.bedplate.api.v1alpha1.PackagesSpec;
import dev.bedplate.api.v1alpha1.Presence;
import dev.bedplate.api.v1alpha1.RulesSpec;
import dev.bedplate.api.v1alpha1.SizeSpec;
import dev.bedplate.api.v1alpha1.ToolsSpec;
import dev.bedplate.image.Libc;
import dev.bedplate.image.Lifecycle.State;
import dev.bedplate.policy.AgeRule;
import dev.bedplate.policy.BaseImageRule;
import dev.bedplate.policy.BaseProofRule;
import dev.bedplate.policy.BaseProofRule.Proof;
import dev.bedplate.policy.Condition;
import dev.bedplate.policy.DistributionRule;
import dev.bedplate.policy.ExpressionRule;
import dev.bedplate.policy.ImageGlob;
import dev.bedplate.policy.LibcRule;
import dev.bedplate.policy.LifecycleRule;
import dev.bedplate.policy.NameGlob;
import dev.bedplate.policy.PackageCountRule;
import dev.bedplate.policy.PackageDenyRule;
import dev.bedplate.policy.PackageManagerRule;
import dev.bedplate.policy.Quantity;
import dev.bedplate.policy.Rule;
import dev.bedplate.policy.SizeRule;
import dev.bedplate.policy.SizeRule.Measure;
import dev.bedplate.policy.ToolRule;
import dev.bedplate.policy.ToolRule.Tool;
import dev.bedplate.policy.VersionRange;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules of one policy. */
final class RuleCompiler {
  private static final Set<State> DENIABLE =
      EnumSet.of(State.EndOfLife, State.ExtendedOnly, State.SecurityOnly);

  private final Fields fields;
  private final String path;
  private final List<Rule> rules = new ArrayList<>();

  RuleCompiler(Fields fields, String path) {
    this.fields = fields;
    this.path = path;
  }

  List<Rule> compile(RulesSpec spec) {
    int before = fields.errors().size();
    distributions(spec);
    lifecycle(spec.lifecycle());
    libc(spec.libc());
    size(spec.size());
    packages(spec.packages());
    tools(spec.tools());
    baseImages(spec.baseImages());
    age(spec.age());
    rules.addAll(fields.each(path + ".expressions", spec.expressions(), this::expression));
    if (rules.isEmpty() && fields.errors().size() == before) {
      fields.error(path, RulesSpec.NO_RULE);
    }
    return rules;
  }

  private void distributions(RulesSpec spec) {
    DistributionsSpec it = spec.distributions();
    if (it != null) {
      String at = path + ".distributions";
      notEmpty(at, it.allow(), it.deny());
      rules.add(
          new DistributionRule(
              fields.each(at + ".allow", it.allow(), this::term),
              fields.each(at + ".deny", it.deny(), this::term)));
    }
  }

  private DistributionRule.@Nullable Term term(String at, DistributionTerm term) {
    if (!fields.required(at + ".id", term.id())) {
      return null;
    }
    VersionRange range =
        fields.parsed(
            at + ".versions",
            term.versions(),
            VersionRange::parse,
            "a version range such as \">=3.18 <3.21\"");
    return new DistributionRule.Term(term.id(), range);
  }

  private void lifecycle(@Nullable LifecycleSpec it) {
    if (it == null) {
      return;
    }
    String at = path + ".lifecycle";
    if (it.deny().isEmpty()) {
      fields.error(at + ".deny", "at least one state is required, such as EndOfLife");
    }
    fields.each(
        at + ".deny",
        it.deny(),
        (item, state) -> {
          if (!DENIABLE.contains(state)) {
            fields.error(item, state + " cannot be denied, only " + DENIABLE);
          }
          return state;
        });
    Integer grace = fields.between(at + ".graceDays", it.graceDays(), 0, 3650);
    rules.add(
        new LifecycleRule(
            Set.copyOf(it.deny()),
            grace == null ? 0 : grace,
            Boolean.TRUE.equals(it.extendedSupport())));
  }

  private void libc(@Nullable LibcSpec it) {
    if (it == null) {
      return;
    }
    String at = path + ".libc";
    if (it.foreignBinaries() == Presence.Deny) {
      fields.error(at + ".foreignBinaries", LibcSpec.NO_FOREIGN_BINARIES);
    } else {
      notEmpty(at, it.allow(), it.deny());
    }
    known(at + ".allow", it.allow());
    known(at + ".deny", it.deny());
    if (!it.allow().isEmpty() || !it.deny().isEmpty()) {
      rules.add(new LibcRule(Set.copyOf(it.allow()), Set.copyOf(it.deny())));
    }
  }

  private void known(String at, List<Libc.Kind> kinds) {
    int unknown = kinds.indexOf(Libc.Kind.Unknown);
    if (unknown >= 0) {
      fields.error(at + "[" + unknown + "]", LibcSpec.UNKNOWN);
    }
  }

  private void size(@Nullable SizeSpec it) {
    if (it == null) {
      return;
    }
    String at = path + ".size";
    int before = rules.size() + fields.errors().size();
    quantity(at + ".maxCompressed", it.maxCompressed(), Measure.Compressed);
    quantity(at + ".maxUnpacked", it.maxUnpacked(), Measure.Unpacked);
    quantity(at + ".maxAdded", it.maxAdded(), Measure.Added);
    Integer layers = fields.between(at + ".maxLayers", it.maxLayers(), 0, 1000);
    if (layers != null) {
      rules.add(new SizeRule(Measure.Layers, layers));
    }
    if (rules.size() + fields.errors().size() == before) {
      fields.error(at, "at least one limit is required");
    }
  }

  private void quantity(String at, @Nullable String text, Measure measure) {
    Long max = fields.parsed(at, text, Quantity::parse, "a quantity such as 100Mi");
    if (max != null) {
      rules.add(new SizeRule(measure, max));
    }
  }

  private void packages(@Nullable PackagesSpec it) {
    if (it == null) {
      return;
    }
    String at = path + ".packages";
    Integer max = fields.between(at + ".max", it.max(), 0, 1_000_000);
    if (max != null) {
      rules.add(new PackageCountRule(max));
    }
    List<NameGlob> deny = fields.texts(at + ".deny", it.deny(), NameGlob::new);
    if (!deny.isEmpty()) {
      rules.add(new PackageDenyRule(deny));
    }
    if (it.manager() == Presence.Deny) {
      rules.add(new PackageManagerRule());
    }
  }

  private void tools(@Nullable ToolsSpec it) {
    if (it != null) {
      tool(Tool.BusyBox, it.busybox());
      tool(Tool.Shell, it.shells());
      tool(Tool.Downloader, it.downloaders());
      tool(Tool.Debugger, it.debuggers());
      tool(Tool.Compiler, it.compilers());
    }
  }

  private void tool(Tool tool, @Nullable Presence presence) {
    if (presence == Presence.Deny) {
      rules.add(new ToolRule(tool));
    }
  }

  private void baseImages(@Nullable BaseImagesSpec it) {
    if (it == null) {
      return;
    }
    String at = path + ".baseImages";
    if (it.require() == null) {
      notEmpty(at, it.allow(), it.deny());
    }
    List<ImageGlob> allow = fields.texts(at + ".allow", it.allow(), ImageGlob::of);
    List<ImageGlob> deny = fields.texts(at + ".deny", it.deny(), ImageGlob::of);
    if (!allow.isEmpty() || !deny.isEmpty()) {
      rules.add(new BaseImageRule(allow, deny));
    }
    switch (it.require()) {
      case null -> {}
      case None -> {}
      case Declared -> rules.add(new BaseProofRule(Proof.Declared));
      case Verified -> rules.add(new BaseProofRule(Proof.Verified));
    }
  }

  private void age(@Nullable AgeSpec it) {
    if (it == null) {
      return;
    }
    String at = path + ".age.maxDays";
    Integer days = fields.between(at, it.maxDays(), 1, 36500);
    if (fields.required(at, days) && days != null) {
      rules.add(new AgeRule(days));
    }
  }

  private @Nullable Rule expression(String at, ExpressionSpec it) {
    if (!fields.required(at + ".expression", it.expression())) {
      return null;
    }
    Condition condition = CelConditions.compile(fields, at + ".expression", it.expression());
    String message = it.message() == null ? "" : it.message();
    return condition == null ? null : new ExpressionRule(it.expression(), message, condition);
  }

  private void notEmpty(String at, List<?> allow, List<?> deny) {
    if (allow.isEmpty() && deny.isEmpty()) {
      fields.error(at, "allow or deny is required");
    }
  }
}
