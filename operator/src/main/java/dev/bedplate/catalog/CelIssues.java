package dev.bedplate.catalog;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.types.CelType;
import dev.cel.common.types.NullableType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is wrong with the types of an expression, in words. */
final class CelIssues {
  private static final NullableType FLAG_OR_NULL = NullableType.create(SimpleType.BOOL);

  private CelIssues() {}

  /** What the checker found, with the fields that there are where one is unknown. */
  static List<String> of(CelAbstractSyntaxTree parsed, List<CelIssue> found) {
    return found.stream().map(it -> of(parsed, it)).toList();
  }

  private static String of(CelAbstractSyntaxTree parsed, CelIssue issue) {
    String known =
        expressions(parsed)
            .filter(it -> it.id() == issue.getExprId() && it.getKind() == Kind.SELECT)
            .findFirst()
            .map(CelIssues::known)
            .orElse("");
    String message = issue.getMessage().replace(" (in container '')", "");
    return message + " at column " + (issue.getSourceLocation().getColumn() + 1) + known;
  }

  private static String known(CelExpr select) {
    return declared(select.select().operand()) instanceof StructType struct
        ? Spelling.suggest(select.select().field(), struct.fieldNames().asList())
        : "";
  }

  /** The type of a variable or of a field below one; null for everything else. */
  private static @Nullable CelType declared(CelExpr expression) {
    return switch (expression.getKind()) {
      case IDENT -> CelTypes.VARIABLES.get(expression.ident().name());
      case SELECT ->
          declared(expression.select().operand()) instanceof StructType struct
              ? struct
                  .findField(expression.select().field())
                  .map(StructType.Field::type)
                  .orElse(null)
              : null;
      case CONSTANT, CALL, LIST, MAP, COMPREHENSION, STRUCT, NOT_SET -> null;
    };
  }

  /** What the checker accepts and no condition may have. */
  static Optional<String> of(CelAbstractSyntaxTree checked) {
    CelType type = checked.getResultType();
    if (!type.equals(SimpleType.BOOL) && !type.equals(FLAG_OR_NULL)) {
      return Optional.of("must be true or false, not " + type.name());
    }
    return expressions(checked)
        .filter(it -> searched(it).filter(part -> isUntyped(checked, part)).isPresent())
        .findFirst()
        .map(it -> "looks into a value of any type (dyn), so that nobody can say what it holds");
  }

  /** What an expression looks up a field, key or element in. */
  private static Optional<CelExpr> searched(CelExpr expression) {
    if (expression.getKind() == Kind.SELECT) {
      return Optional.of(expression.select().operand());
    }
    return switch (expression.callOrDefault().function()) {
      case CelPrices.INDEX -> Optional.of(expression.call().args().getFirst());
      case "@in" -> Optional.of(expression.call().args().getLast());
      default -> Optional.empty();
    };
  }

  private static boolean isUntyped(CelAbstractSyntaxTree checked, CelExpr expression) {
    return checked.getType(expression.id()).filter(SimpleType.DYN::equals).isPresent();
  }

  private static Stream<CelExpr> expressions(CelAbstractSyntaxTree tree) {
    return CelNavigableAst.fromAst(tree).getRoot().allNodes().map(it -> it.expr());
  }
}
