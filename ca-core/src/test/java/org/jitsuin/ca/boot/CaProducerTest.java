package org.jitsuin.ca.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the container would only find out when it deploys the application. */
class CaProducerTest {
  private static final JavaClasses RIM =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.jitsuin.ca.api", "org.jitsuin.ca.boot");

  private static List<String> produced() {
    return Stream.of(CaProducer.class, ConsentProducer.class, StaffProducer.class)
        .map(Class::getDeclaredMethods)
        .flatMap(Arrays::stream)
        .filter(method -> method.isAnnotationPresent(Produces.class))
        .map(Method::getReturnType)
        .map(Class::getName)
        .toList();
  }

  private static Set<String> wanted() {
    List<JavaClass> types = new ArrayList<>();
    for (JavaClass one : RIM) {
      one.getFields().stream()
          .filter(field -> field.isAnnotatedWith(Inject.class))
          .map(JavaField::getRawType)
          .forEach(types::add);
      one.getConstructors().stream()
          .filter(constructor -> constructor.isAnnotatedWith(Inject.class))
          .map(JavaConstructor::getRawParameterTypes)
          .forEach(types::addAll);
    }
    Set<String> names = new TreeSet<>();
    types.stream()
        .map(JavaClass::getName)
        .filter(name -> !name.startsWith("jakarta.enterprise."))
        .forEach(names::add);
    return names;
  }

  @Test
  void producer_ofEachTypeThatIsInjected_isOne() {
    assertThat(wanted()).hasSizeGreaterThan(20);
    assertThat(produced()).doesNotHaveDuplicates().containsAll(wanted());
  }

  @Test
  void producer_ofATypeThatNobodyWants_isNone() {
    // The service is what the producers themselves take their parts from.
    assertThat(produced())
        .filteredOn(type -> !type.equals(CaService.class.getName()))
        .isSubsetOf(wanted());
  }
}
