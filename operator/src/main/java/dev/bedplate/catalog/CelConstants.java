package dev.bedplate.catalog;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Parts of an expression that are the same for every image: what cannot be evaluated there can
 * never be, such as a pattern that is no regular expression or a time that is none.
 */
final class CelConstants {
  private static final String MATCHES = "matches";
  private final CelAbstractSyntaxTree tree;
  private final CelRuntime runtime;

  private CelConstants(CelAbstractSyntaxTree tree, CelRuntime runtime) {
    this.tree = tree;
    this.runtime = runtime;
  }

  /** What is wrong with the first part that cannot be evaluated. */
  static Optional<String> problem(CelAbstractSyntaxTree checked, CelRuntime runtime) {
    var constants = new CelConstants(checked, runtime);
    return CelNavigableAst.fromAst(checked)
        .getRoot()
        .allNodes()
        .filter(it -> it.getKind() == Kind.CALL)
        .map(constants::problem)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<String> problem(CelNavigableExpr node) {
    CelCall call = node.expr().call();
    if (call.function().equals(MATCHES) && isConstant(node.children().toList().getLast())) {
      return failure(onAnyText(node.expr()));
    }
    return isConstant(node) ? failure(node.expr()) : Optional.empty();
  }

  private static boolean isConstant(CelNavigableExpr node) {
    return node.allNodes()
        .allMatch(
            it ->
                switch (it.getKind()) {
                  case CONSTANT, CALL, LIST, MAP -> true;
                  case IDENT, SELECT, COMPREHENSION, STRUCT, NOT_SET -> false;
                });
  }

  /** The same call with a text of its own, as the pattern is read whatever the text is. */
  private static CelExpr onAnyText(CelExpr matches) {
    CelCall call = matches.call();
    List<CelExpr> arguments = new ArrayList<>(call.args());
    CelCall.Builder changed = call.toBuilder();
    if (call.target().isPresent()) {
      changed.setTarget(empty(call.target().get().id()));
    } else {
      arguments.set(0, empty(arguments.getFirst().id()));
    }
    return CelExpr.newBuilder()
        .setId(matches.id())
        .setCall(changed.clearArgs().addArgs(arguments).build())
        .build();
  }

  private static CelExpr empty(long id) {
    return CelExpr.ofConstant(id, CelConstant.ofValue(""));
  }

  private Optional<String> failure(CelExpr part) {
    CelAbstractSyntaxTree alone =
        CelAbstractSyntaxTree.newCheckedAst(
            part, tree.getSource(), tree.getReferenceMap(), tree.getTypeMap());
    try {
      runtime.createProgram(alone).eval();
      return Optional.empty();
    } catch (CelEvaluationException e) {
      return Optional.of("can never be evaluated: " + CelConditions.firstLine(e));
    }
  }
}
