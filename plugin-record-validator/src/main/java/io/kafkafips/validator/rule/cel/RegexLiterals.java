package io.kafkafips.validator.rule.cel;

import com.google.re2j.PatternSyntaxException;
import dev.cel.bundle.Cel;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.validator.CelAstValidator;
import io.kafkafips.validator.rule.RegexBudget;
import java.util.List;

/**
 * Refuses a regular expression that RE2/J cannot compile, which would else refuse every record, and one that is no literal: what a
 * payload sends is text to match, never the expression, whose cost multiplies that of the text. The library's own validator asks
 * java.util.regex, which knows another language.
 */
final class RegexLiterals implements CelAstValidator {
    private static final String MATCHES = "matches";

    @Override
    public void validate(CelNavigableAst tree, Cel cel, IssuesFactory issues) {
        tree.getRoot()
                .allNodes()
                .map(node -> node.expr())
                .filter(expression -> expression.exprKind().getKind() == CelExpr.ExprKind.Kind.CALL
                        && expression.call().function().equals(MATCHES))
                .forEach(call -> validate(call, issues));
    }

    private static void validate(CelExpr call, IssuesFactory issues) {
        List<CelExpr> arguments = call.call().args();
        CelExpr last = arguments.get(arguments.size() - 1);
        if (last.exprKind().getKind() == CelExpr.ExprKind.Kind.CONSTANT
                && last.constant().getKind() == CelConstant.Kind.STRING_VALUE) {
            try {
                RegexBudget.compile(last.constant().stringValue(), 0);
            } catch (PatternSyntaxException e) {
                issues.addError(last.id(), "the regular expression cannot be read by RE2: " + e.getMessage());
            }
        } else {
            issues.addError(last.id(), "the regular expression of matches must be a literal in quotes");
        }
    }
}
