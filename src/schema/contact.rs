//! The person at a customer.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::account::Consent;
use super::declare::{choices, entity};
use super::field::{Class, Search, Stream};
use crate::base::id::Id;

choices! {
    /// A person's part in the decision to buy.
    DecisionRole {
        /// Signs.
        Decides = "decides",
        /// Is listened to.
        Influences = "influences",
        /// Works with it.
        Uses = "uses",
        /// Is against it.
        Blocks = "blocks",
    }
}

choices! {
    /// How a person likes to be reached.
    PreferredWay {
        /// By telephone.
        Phone = "phone",
        /// By e-mail.
        Email = "email",
        /// By WeChat, LINE, WhatsApp and the like.
        Chat = "chat",
        /// Face to face.
        Visit = "visit",
    }
}

entity! {
    /// A person there.
    Contact, CONTACT = 2 "contact" in Stream::Parent { field: "account" }, Class::Record; {
        /// The customer where the person works.
        account: Option<Id> = 1 .required() .target("account") .form(2) .list(3, 26, 60);
        /// The name as it is said.
        name: String = 2 .required() .limit(400) .list(1, 20, 0) .form(1) .search(Search::Name)
            .import(&["contactname", "fullname", "contact", "name", "contactperson", "attn", "keycontact", "联系人", "联系人姓名", "姓名", "聯絡人", "聯絡人姓名", "窗口"]);
        /// The name of the family.
        family_name: String = 3 .limit(200) .form(3) .import(&["familyname", "lastname", "surname", "lname", "sname", "姓", "姓氏"]);
        /// The given name.
        given_name: String = 4 .limit(200) .form(4) .import(&["givenname", "firstname", "forename", "fname", "名", "名字"]);
        /// The part in the decision.
        role: Option<DecisionRole> = 5 .list(4, 10, 40) .form(6) .filter() .import(&["role", "buyingrole", "decisionrole", "角色", "决策角色", "決策角色"]);
        /// What the card says.
        title: String = 6 .limit(200) .list(2, 16, 0) .form(5) .search(Search::Words) .import(&["title", "jobtitle", "position", "职务", "职位", "職稱", "職務"]);
        /// Telephone numbers as they are written.
        phones: BTreeSet<String> = 7 .limit(80) .list(5, 18, 80) .form(7) .search(Search::Phone)
            .import(&["contactphone", "mobilephone", "mobile", "directphone", "homephone", "phone", "telephone", "tel", "phonenumber", "ph", "phoneno", "phno", "telno", "telephonenumber", "mob", "mobileno", "mobilenumber", "cell", "cellphone",
                "directdial", "directline", "ddi", "联系人手机", "联系人电话", "手机号", "手机号码", "手机", "电话", "联系电话", "聯絡人電話", "聯絡人手機", "手機號碼"]);
        /// E-mail addresses.
        emails: BTreeSet<String> = 8 .limit(320) .form(8) .search(Search::Words) .import(&["contactemail", "email", "emailaddress", "emailid", "emailaddr", "联系人邮箱", "聯絡人信箱"]);
        /// Names in chat programs, such as `wechat:wang88`.
        chat_ids: BTreeSet<String> = 9 .limit(200) .form(9) .search(Search::Words) .import(&["chatids", "wechat", "whatsapp", "line", "lineid", "skype", "微信", "微信号", "微信號"]);
        /// The day of birth.
        birthday: Option<NaiveDate> = 10 .form(10) .import(&["birthday", "birthdate", "dateofbirth", "dob", "bday", "生日", "出生日期"]);
        /// How the person likes to be reached.
        preferred: Option<PreferredWay> = 11 .form(11) .filter();
        /// Whether the person lets us keep the data.
        consent: Option<Consent> = 12 .form(12);
        /// Where the person worked before.
        formerly_at: BTreeSet<Id> = 13 .target("account");
        /// What one should know.
        notes: String = 14 .long() .form(13) .search(Search::Words) .import(&["contactnotes", "contactdescription", "联系人备注", "聯絡人備註"]);
        /// Free words to group by.
        tags: BTreeSet<String> = 15 .limit(100) .form(14) .filter();
        /// The id in the program it was imported from.
        external_id: String = 16 .limit(200) .import(&["contactid", "recordidcontact", "联系人编号"]);
        /// No longer there since this day.
        left_on: Option<NaiveDate> = 17;
        /// The record that this one was found to be the same as.
        merged_into: Option<Id> = 18 .target("contact");
    }
}
