package org.jitsuin.testing;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** That the fast tests are fast: what needs a database or a token says so. */
@AnalyzeClasses(packages = {"org.jitsuin.testing", "org.jitsuin.ca", "org.jitsuin.installation"})
class TagsTest {
  @ArchTest static final ArchRule stack_isTagged = Rings.STACK_IS_TAGGED;
}
