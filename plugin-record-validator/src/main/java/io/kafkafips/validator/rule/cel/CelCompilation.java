package io.kafkafips.validator.rule.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelReference;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.validator.CelValidatorFactory;
import dev.cel.validator.validators.AstDepthLimitValidator;
import dev.cel.validator.validators.DurationLiteralValidator;
import dev.cel.validator.validators.TimestampLiteralValidator;
import io.kafkafips.commons.config.Refusal;
import io.kafkafips.validator.rule.RegexBudget;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigException;

/**
 * The environment of expressions: the standard functions and macros of CEL, the variables of a record, and limits. Regular
 * expressions are RE2/J's. There is no recursion and no function that reads the clock, a file or the network.
 */
final class CelCompilation {
    private static final int LONGEST_EXPRESSION = 4096;
    private static final int DEEPEST_EXPRESSION = 48;

    private final Reading value;
    private final Reading key;
    private final CelCompiler compiler;
    private final CelRuntime runtime;

    CelCompilation(Reading value, Reading key, int maxIterations) {
        this.value = value;
        this.key = key;
        CelOptions options = CelOptions.current()
                .comprehensionMaxIterations(maxIterations)
                .maxExpressionCodePointSize(LONGEST_EXPRESSION)
                .maxParseRecursionDepth(DEEPEST_EXPRESSION)
                .maxRegexProgramSize(RegexBudget.LARGEST_PROGRAM)
                .enableHeterogeneousNumericComparisons(true)
                .build();
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(options)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .setResultType(SimpleType.BOOL);
        CelVariables.declare(builder, value, key);
        compiler = builder.build();
        runtime = CelRuntimeFactory.plannerRuntimeBuilder().setOptions(options).build();
    }

    /**
     * Compiles and type-checks an expression.
     *
     * @param maxBytes the longest key or value that it is evaluated over
     * @throws ConfigException what is wrong with it, at which line and column of it
     */
    CelCondition compile(String expression, int maxBytes) {
        CelAbstractSyntaxTree tree = checked(expression, compiler.compile(expression));
        checked(
                expression,
                CelValidatorFactory.standardCelValidatorBuilder(compiler, runtime)
                        .addAstValidators(
                                AstDepthLimitValidator.newInstance(DEEPEST_EXPRESSION),
                                new RegexLiterals(),
                                DurationLiteralValidator.INSTANCE,
                                TimestampLiteralValidator.INSTANCE)
                        .build()
                        .validate(tree));
        Set<String> mentioned =
                tree.getReferenceMap().values().stream().map(CelReference::name).collect(Collectors.toSet());
        try {
            return new CelCondition(runtime.createProgram(tree), new CelVariables(mentioned, value, key, maxBytes));
        } catch (CelEvaluationException e) {
            throw Refusal.setting(
                    CelRule.EXPRESSION, expression, "an expression that can be evaluated", "correct the expression", e);
        }
    }

    private static CelAbstractSyntaxTree checked(String expression, CelValidationResult result) {
        try {
            return result.getAst();
        } catch (CelValidationException e) {
            throw Refusal.setting(
                    CelRule.EXPRESSION,
                    expression,
                    "a boolean expression of CEL; "
                            + e.getErrors().stream().map(CelCompilation::words).collect(Collectors.joining("; ")),
                    "correct the expression, see docs/record-validation.md for what it can speak of");
        }
    }

    private static String words(CelIssue issue) {
        return "at line " + issue.getSourceLocation().getLine() + ", column "
                + (issue.getSourceLocation().getColumn() + 1) + ": " + issue.getMessage();
    }
}
