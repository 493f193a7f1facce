package org.jitsuin.ocsp;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.jitsuin.testing.Rings;

/** That the fast tests are fast: what needs a database or a token says so. */
@AnalyzeClasses(packages = {"org.jitsuin.ocsp", "org.jitsuin.testing"})
class TagsTest {
  @ArchTest static final ArchRule stack_isTagged = Rings.STACK_IS_TAGGED;
}
