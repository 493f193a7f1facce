package org.jitsuin.ca.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every refusal that the rules can give is given where it should be. */
class RefusalCasesTest {
  private static final String MARK = "@detail@";

  static List<RefusalCases.Case> cases() {
    return RefusalCases.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void refusal_itsCase_isGivenWithWhatTheSentenceSpeaksOf(RefusalCases.Case one) {
    Refusal refusal = one.provoked().get();
    assertThat(refusal.code()).isEqualTo(one.code());
    assertThat(refusal.detail().isEmpty()).isEqualTo(!one.code().english(MARK).contains(MARK));
  }

  /** By the byte code: a code that the rules name must have its case above, once. */
  @Test
  void cases_codesInTheRules_areAllOfThem() {
    Set<RefusalCode> named =
        new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackagesOf(LifeCycle.class)
                .stream()
                .filter(type -> !type.isEquivalentTo(RefusalCode.class))
                .flatMap(type -> type.getFieldAccessesFromSelf().stream())
                .flatMap(access -> access.getTarget().resolveMember().stream())
                .filter(field -> field.getOwner().isEquivalentTo(RefusalCode.class))
                .map(JavaField::getName)
                .map(RefusalCode::valueOf)
                .collect(Collectors.toSet());
    assertThat(named).hasSizeGreaterThan(20);
    assertThat(cases())
        .extracting(RefusalCases.Case::code)
        .containsExactlyInAnyOrderElementsOf(named);
  }
}
