package org.jitsuin.ca.boot;

import java.security.SecureRandom;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.ca.command.PersonalBrakes;

/**
 * The certificate authority put together: its use cases on one database and one token. Neither need
 * be there when it is made. It does nothing by itself and knows no API: {@link CaServer} adds both.
 */
public final class CaService implements AutoCloseable {
  private final CaContext context;
  private final PersonalBrakes personalBrakes;
  private final IssuingUseCases issuing;
  private final CardUseCases cards;
  private final QueryUseCases queries;
  private final StaffUseCases staff;
  private final ConsentUseCases consents;

  /**
   * @param dataSource as the database's user {@code jitsuin_ca}
   * @throws org.jitsuin.base.Fault SETTING_INVALID
   */
  public CaService(
      Settings settings, DataSource dataSource, InstantSource clock, SecureRandom random) {
    this(CaContext.configured(settings, dataSource, clock, random, () -> {}));
  }

  /**
   * @param context whose token is closed with this service
   * @throws org.jitsuin.base.Fault SETTING_INVALID
   */
  public CaService(CaContext context) {
    this.context = context;
    this.personalBrakes =
        new PersonalBrakes(
            context.transactions(), BrakeSettings.personal(context.settings()), context.clock());
    this.issuing = IssuingUseCases.of(context, personalBrakes);
    this.cards = CardUseCases.of(context, personalBrakes);
    this.queries = QueryUseCases.of(context);
    this.consents = ConsentUseCases.of(context);
    this.staff = StaffUseCases.of(context, issuing.abandonment(), Clocks.system());
  }

  public CaContext context() {
    return context;
  }

  public PersonalBrakes personalBrakes() {
    return personalBrakes;
  }

  public IssuingUseCases issuing() {
    return issuing;
  }

  public CardUseCases cards() {
    return cards;
  }

  public QueryUseCases queries() {
    return queries;
  }

  public ConsentUseCases consents() {
    return consents;
  }

  public StaffUseCases staff() {
    return staff;
  }

  /** Closes the token. */
  @Override
  public void close() {
    context.token().close();
  }
}
