package org.jitsuin.ca.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.jitsuin.ca.json.Absent;
import org.jitsuin.ca.json.OneOf;
import org.jitsuin.ca.json.Typed;

/**
 * The schemas of answers, made of the records that are written: so what the document says of a
 * member is what is sent. A record is a schema of its own.
 */
final class AnswerSchemas {
  private static final String REFERENCE = "#/components/schemas/";
  private static final Map<Type, SchemaType> NUMBERS =
      Map.of(
          int.class, SchemaType.INTEGER,
          Integer.class, SchemaType.INTEGER,
          long.class, SchemaType.INTEGER,
          Long.class, SchemaType.INTEGER,
          boolean.class, SchemaType.BOOLEAN,
          Boolean.class, SchemaType.BOOLEAN);

  private final Map<String, Schema> schemas = new TreeMap<>();
  private final Map<String, Class<?>> named = new LinkedHashMap<>();

  /** All that were referred to. */
  Map<String, Schema> all() {
    return schemas;
  }

  /** Adds one that is written otherwise. */
  Schema add(String name, Schema schema) {
    schemas.put(name, schema);
    return reference(name);
  }

  /** A reference to the schema of a record; to any of them where there are several. */
  Schema of(List<Class<?>> records) {
    List<Schema> each = records.stream().map(this::of).toList();
    return each.size() == 1 ? each.getFirst() : OASFactory.createSchema().anyOf(each);
  }

  private Schema of(Class<?> record) {
    String name = name(record);
    Class<?> other = named.putIfAbsent(name, record);
    if (other != null && other != record) {
      throw new IllegalStateException("two records are called " + name);
    }
    if (other == null) {
      schemas.put(name, object(record));
    }
    return reference(name);
  }

  static Schema reference(String name) {
    return OASFactory.createSchema().ref(REFERENCE + name);
  }

  /**
   * The name of a record in the document: its own, behind that of the record that it is a part of,
   * or the one that is given to it.
   */
  static String name(Class<?> record) {
    var given =
        record.getAnnotation(org.eclipse.microprofile.openapi.annotations.media.Schema.class);
    return given != null && !given.name().isEmpty()
        ? given.name()
        : whole(record) + record.getSimpleName().replaceFirst("(View|Form)$", "");
  }

  private static String whole(Class<?> record) {
    Class<?> outer = record.getDeclaringClass();
    return outer != null && outer.isRecord() ? name(outer) : "";
  }

  private Schema object(Class<?> record) {
    Schema object = OASFactory.createSchema().addType(SchemaType.OBJECT);
    members(record, object, true);
    return object;
  }

  private void members(Class<?> record, Schema object, boolean always) {
    for (RecordComponent component : record.getRecordComponents()) {
      boolean there = always && !component.isAnnotationPresent(Absent.class);
      if (component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
        members(component.getType(), object, there);
      } else {
        object.addProperty(component.getName(), member(component));
        if (there) {
          object.addRequired(component.getName());
        }
      }
    }
  }

  private Schema member(RecordComponent component) {
    Typed typed = component.getAnnotation(Typed.class);
    if (typed != null) {
      return typed.name().isEmpty() ? of(List.of(typed.value())) : reference(typed.name());
    }
    Schema schema = value(component.getGenericType());
    var given =
        component
            .getAccessor()
            .getAnnotation(org.eclipse.microprofile.openapi.annotations.media.Schema.class);
    if (given != null && given.enumeration().length > 0) {
      schema.setEnumeration(List.of((Object[]) given.enumeration()));
    }
    OneOf ids = component.getAnnotation(OneOf.class);
    if (ids != null) {
      text(schema).setEnumeration(ids(ids));
    }
    return schema;
  }

  /** The text itself, or the one in a list, or in lists of it. */
  private static Schema text(Schema schema) {
    return schema.getItems() == null ? schema : text(schema.getItems());
  }

  private Schema value(Type type) {
    Schema schema = OASFactory.createSchema();
    if (NUMBERS.containsKey(type)) {
      schema.addType(NUMBERS.get(type));
      return type == long.class || type == Long.class ? schema.format("int64") : schema;
    }
    return switch (type) {
      case Class<?> text when text == String.class -> schema.addType(SchemaType.STRING);
      case Class<?> time when time == Instant.class ->
          schema.addType(SchemaType.STRING).format("date-time");
      case Class<?> day when day == LocalDate.class ->
          schema.addType(SchemaType.STRING).format("date");
      case Class<?> set when set.isEnum() ->
          schema
              .addType(SchemaType.STRING)
              .enumeration(Arrays.stream(set.getEnumConstants()).map(AnswerSchemas::id).toList());
      case Class<?> record when record.isRecord() -> of(record);
      case ParameterizedType list when list.getRawType() == List.class ->
          schema.addType(SchemaType.ARRAY).items(value(list.getActualTypeArguments()[0]));
      case ParameterizedType map when map.getRawType() == Map.class ->
          schema
              .addType(SchemaType.OBJECT)
              .additionalPropertiesSchema(value(map.getActualTypeArguments()[1]));
      // What nobody can say more of: members of entries, by their kinds.
      case Class<?> any when any == Object.class -> schema.description("Of any type");
      default -> throw new IllegalStateException("not said what it is in JSON: " + type);
    };
  }

  private static List<Object> ids(OneOf set) {
    Stream<Object> ids = Arrays.stream(set.value().getEnumConstants()).map(AnswerSchemas::id);
    return Stream.concat(ids, Arrays.stream(set.or())).toList();
  }

  private static Object id(Object one) {
    Class<?> set = ((Enum<?>) one).getDeclaringClass();
    try {
      return set.getMethod("id").invoke(one);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(set + " has no ids", e);
    }
  }
}
