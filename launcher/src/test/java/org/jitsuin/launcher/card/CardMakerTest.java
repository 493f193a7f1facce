package org.jitsuin.launcher.card;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.EnumSet;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.card.applet.Card;
import org.jitsuin.card.personalisation.CardWriter;
import org.jitsuin.card.personalisation.MasterKey;
import org.jitsuin.card.personalisation.OfficeChannel;
import org.jitsuin.card.reader.CardShelf;
import org.jitsuin.card.state.CardState;
import org.jitsuin.card.state.CardTraits;
import org.jitsuin.card.state.KeyUse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cards that are made for the shelf. */
class CardMakerTest {
  private static final SecureRandom RANDOM = new SecureRandom();

  @TempDir private Path directory;

  @Test
  void blank_newCard_isOpenToTheOfficeOfItsShelf() throws IOException {
    CardShelf shelf = new CardShelf(directory.resolve("cards"));
    CardState blank = new CardMaker(shelf, RANDOM).blank(CardTraits.usual());
    Card card = new Card(blank, saved -> {}, RANDOM);
    MasterKey office = MasterKey.inFile(shelf.officeKey(), RANDOM);
    CardWriter writer =
        CardWriter.of(blank.number(), OfficeChannel.open(card::process, office, RANDOM));
    assertThat(
            writer.prepare(
                Bytes.of(new byte[16]),
                EnumSet.allOf(KeyUse.class),
                SignatureScheme.ECDSA_P384_SHA384))
        .hasSize(2);
  }
}
