package org.jitsuin.audit.entry;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.base.model.Serial;

/** How the records of one class are written into entries; found by reflection once. */
final class ObjectForm {
  private static final MethodType ACCESSOR = MethodType.methodType(Object.class, EntryObject.class);

  private static final ClassValue<ObjectForm> FORMS =
      new ClassValue<>() {
        @Override
        protected ObjectForm computeValue(Class<?> type) {
          return new ObjectForm(type);
        }
      };

  private final Class<?> type;
  private final Optional<Kind> kind;
  private final List<Member> members;

  private ObjectForm(Class<?> type) {
    if (!type.isRecord()) {
      throw new IllegalArgumentException(type + " is not a record");
    }
    this.type = type;
    this.kind = Optional.ofNullable(type.getAnnotation(Kind.class));
    this.members = Arrays.stream(type.getRecordComponents()).map(Member::of).toList();
  }

  static ObjectForm of(EntryObject object) {
    return FORMS.get(object.getClass());
  }

  /**
   * The name of the kind.
   *
   * @throws IllegalArgumentException if the class bears none
   */
  String kind() {
    return kind.orElseThrow(() -> new IllegalArgumentException(type + " is of no kind")).value();
  }

  /**
   * The members of a record, as {@link CanonicalJson} takes them.
   *
   * @throws IllegalArgumentException if one is a value that entries do not have
   */
  SortedMap<String, Object> members(EntryObject object) {
    SortedMap<String, Object> values = new TreeMap<>();
    for (Member member : members) {
      Object value = member.read(object);
      if (!member.added || !saysNothing(value)) {
        values.put(member.name, plain(value));
      }
    }
    return values;
  }

  private static boolean saysNothing(Object value) {
    return value.equals(Optional.empty()) || value.equals(List.of());
  }

  /** The text of a member; empty where there is no such member, or it is empty. */
  Optional<String> text(EntryObject object, String name) {
    for (Member member : members) {
      if (member.name.equals(name)) {
        return Optional.of((String) plain(member.read(object))).filter(text -> !text.isEmpty());
      }
    }
    return Optional.empty();
  }

  private static Object plain(Object value) {
    return switch (value) {
      case String text -> text;
      case Integer number -> number;
      case Long number -> number;
      case Instant instant -> AuditEntry.text(instant);
      case LocalDate date -> date.toString();
      case Authority authority -> authority.id();
      case Issuer issuer -> issuer.toString();
      case Serial serial -> serial.toString();
      case Fingerprint fingerprint -> fingerprint.toString();
      case RevocationReason reason -> reason.id();
      case Optional<?> optional -> optional.isPresent() ? plain(optional.get()) : "";
      case List<?> list -> list.stream().map(ObjectForm::plain).toList();
      // So that the same set always has the same encoding.
      case Set<?> set -> set.stream().map(ObjectForm::plain).sorted().toList();
      case EntryObject object -> of(object).members(object);
      default ->
          throw new IllegalArgumentException(
              "no form in entries for " + value.getClass().getName());
    };
  }

  private record Member(String name, boolean added, MethodHandle accessor) {
    static Member of(RecordComponent component) {
      try {
        MethodHandle accessor = MethodHandles.publicLookup().unreflect(component.getAccessor());
        boolean added = component.isAnnotationPresent(Added.class);
        return new Member(component.getName(), added, accessor.asType(ACCESSOR));
      } catch (IllegalAccessException e) {
        throw new IllegalArgumentException(component + " is not public", e);
      }
    }

    private Object read(EntryObject object) {
      try {
        return accessor.invokeExact(object);
      } catch (RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new IllegalStateException("an accessor throws what it does not declare", e);
      }
    }
  }
}
