import java.net.HttpURLConnection;
import java.net.URI;

/** Asks Twilio for something without credentials, and prints the status. */
class Ask {
    public static void main(String[] args) throws Exception {
        var url = URI.create("https://api.twilio.com/2010-04-01/Accounts.json").toURL();
        System.out.println(((HttpURLConnection) url.openConnection()).getResponseCode());
    }
}
