package org.jitsuin.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.testing.TestStack;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("stack")
class IssuerRowTest {
  private final TestStack stack = TestStack.shared();

  /** Each service has a database user of its own. */
  @ParameterizedTest
  @ValueSource(strings = {"ca", "crl", "admin"})
  void all_afterTheCeremony_areTheFirstGenerations(String user) {
    List<IssuerRow> rows = stack.jdbi(user).withHandle(IssuerRow::all);
    assertThat(rows)
        .extracting(IssuerRow::issuer)
        .contains(new Issuer(Authority.SIGNATURE, 1), new Issuer(Authority.USER_IDENTIFICATION, 1));
    assertThat(rows)
        .allSatisfy(row -> {
          assertThat(row.scheme().fits(row.certificate().getPublicKey())).isTrue();
          assertThat(row.keyLabel()).isNotBlank();
        })
        .isSortedAccordingTo((one, other) -> Integer.compare(one.number(), other.number()));
  }

  /** What nobody of the authority wrote is not worked with. */
  @ParameterizedTest
  @ValueSource(strings = {"scheme = 'rot13'", "generation = 0", "certificate = 'none'"})
  void all_strangeRow_isRefused(String change) {
    Jdbi admin = stack.jdbi("admin");
    admin.useTransaction(handle -> {
      handle.execute("UPDATE status.issuer SET " + change + " WHERE issuer_no = 1");
      assertThatThrownBy(() -> IssuerRow.all(handle))
          .isInstanceOfSatisfying(
              Fault.class,
              fault -> assertThat(fault.code()).isEqualTo(FaultCode.INTEGRITY_VIOLATED))
          .hasMessageContaining("issuer 1");
      handle.rollback();
    });
  }
}
