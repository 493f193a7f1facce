package org.jitsuin.base.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** What we write, another parser reads as the same tree. */
class CanonicalJsonPropertyTest {
  private static final long LARGEST = (1L << 53) - 1;
  private static final ObjectMapper JACKSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_LONG_FOR_INTS)
          .build();

  @Property(tries = 500)
  void encode_anyTree_isReadBackAsTheSame(@ForAll("objects") Map<String, Object> tree)
      throws IOException {
    byte[] encoded = CanonicalJson.encode(tree);
    Map<String, Object> read = JACKSON.readValue(encoded, new TypeReference<>() {});
    assertThat(read).isEqualTo(tree);
    assertThat(CanonicalJson.encode(read)).isEqualTo(encoded);
  }

  @Property(tries = 200)
  void encode_membersInAnotherOrder_givesTheSameBytes(@ForAll("objects") Map<String, Object> tree) {
    List<String> names = new ArrayList<>(tree.keySet());
    Collections.reverse(names);
    Map<String, Object> other = new LinkedHashMap<>();
    names.forEach(name -> other.put(name, tree.get(name)));
    assertThat(CanonicalJson.encode(other)).isEqualTo(CanonicalJson.encode(tree));
  }

  @Provide
  Arbitrary<Map<String, Object>> objects() {
    return Arbitraries.maps(strings(), values(3)).ofMaxSize(6);
  }

  private static Arbitrary<Object> values(int depth) {
    Arbitrary<Object> plain =
        Arbitraries.oneOf(
            strings().map(text -> (Object) text),
            Arbitraries.longs().between(-LARGEST, LARGEST).map(number -> (Object) number));
    if (depth == 0) {
      return plain;
    }
    return Arbitraries.lazyOf(
        () -> plain,
        () -> plain,
        () -> values(depth - 1).list().ofMaxSize(4).map(list -> (Object) list),
        () -> Arbitraries.maps(strings(), values(depth - 1)).ofMaxSize(4).map(map -> (Object) map));
  }

  /** Whole characters of every plane, controls among them, and no halves. */
  private static Arbitrary<String> strings() {
    Arbitrary<Integer> characters =
        Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.integers().between(0, 0x7f)),
            Tuple.of(2, Arbitraries.integers().between(0x80, 0xd7ff)),
            Tuple.of(1, Arbitraries.integers().between(0xe000, 0x10ffff)));
    return characters
        .list()
        .ofMaxSize(12)
        .map(list -> list.stream().map(Character::toString).reduce("", String::concat));
  }
}
