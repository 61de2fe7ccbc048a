//! The customer: the shop, clinic or company that is visited.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::declare::{choices, entity};
use super::field::{Class, Search, Stream};
use super::value::Degrees;
use crate::base::id::Id;
use crate::base::money::Money;

choices! {
    /// Customers by value.
    Grade {
        /// The most valuable.
        A = "a",
        /// In between.
        B = "b",
        /// The rest.
        C = "c",
    }
}

choices! {
    /// How far a customer has come with us.
    Lifecycle {
        /// Has not bought yet.
        Prospect = "prospect",
        /// Bought for the first time not long ago.
        New = "new",
        /// Buys.
        Active = "active",
        /// Has bought for long.
        Loyal = "loyal",
        /// May leave.
        AtRisk = "at_risk",
        /// Has left, or is shut for good.
        Lost = "lost",
    }
}

choices! {
    /// Whether a person or a company lets us keep and use their data.
    Consent {
        /// Said yes.
        Given = "given",
        /// Said no.
        Refused = "refused",
        /// Took it back.
        Withdrawn = "withdrawn",
    }
}

choices! {
    /// Where a customer came from.
    Source {
        /// Walked in or was passed on the way.
        WalkIn = "walk_in",
        /// Somebody named us.
        Referral = "referral",
        /// A fair.
        Fair = "fair",
        /// The web.
        Web = "web",
        /// A list that was imported.
        Imported = "imported",
        /// Anything else.
        Other = "other",
    }
}

entity! {
    /// The shop, clinic or company that is visited.
    Account, ACCOUNT = 1 "account" in Stream::Territory { field: "territory" }, Class::Record; {
        /// Its name.
        name: String = 1 .required() .limit(400) .list(1, 30, 0) .form(1) .search(Search::Name)
            .import(&["name", "accountname", "companyname", "company", "associatedcompany", "primaryassociatedcompany", "customer", "customername", "organization", "organisation", "account", "acct", "acctname", "accname", "cust", "custname", "coname", "orgname", "busname", "businessname", "shopname", "storename",
                "客户名称", "客户", "公司名称", "公司", "客户全称", "企业名称", "单位名称", "客戶名稱", "客戶", "公司名稱", "店名", "門市名稱"]);
        /// Short names, former names, names in another script.
        other_names: BTreeSet<String> = 2 .form(2) .search(Search::Name)
            .import(&["othernames", "alias", "dba", "shortname", "tradingname", "客户简称", "简称", "别名", "曾用名", "客戶簡稱", "簡稱"]);
        /// A, B or C by value.
        grade: Option<Grade> = 3 .list(2, 5, 0) .form(3) .filter()
            .import(&["grade", "rating", "tier", "class", "segment", "accountrating", "客户等级", "客户级别", "等级", "级别", "客戶等級", "等級"]);
        /// How far it has come with us.
        lifecycle: Option<Lifecycle> = 4 .list(3, 10, 70) .form(4) .filter()
            .import(&["lifecycle", "lifecyclestage", "status", "accounttype", "type", "stage", "客户状态", "生命周期", "客户类型", "状态", "客戶狀態", "客戶類型"]);
        /// Where it lies; it decides who receives its records.
        territory: Option<Id> = 5 .target("territory") .form(20) .filter()
            .import(&["territory", "salesterritory", "accountterritory", "territoryname", "片区", "销售片区", "所属片区", "责任区", "責任區"]);
        /// The rep who looks after it.
        owner: Option<Id> = 6 .target("user") .form(21) .filter()
            .import(&["owner", "accountowner", "companyowner", "customerowner", "ownername", "salesrep", "salesperson", "salesagent", "assignedto",
                "客户负责人", "所属销售", "业务员", "销售代表", "跟进人", "负责人", "销售", "所有者", "客戶負責人", "業務", "業務員", "負責業務"]);
        /// Street and house number.
        street: String = 7 .limit(400) .list(6, 26, 100) .form(6) .search(Search::Words)
            .import(&["street", "billingstreet", "address", "streetaddress", "address1", "addressline1", "addr", "addr1", "add1", "add", "billingaddress", "streetname",
                "地址", "详细地址", "街道", "公司地址", "客户地址", "詳細地址", "公司地址", "營業地址"]);
        /// Quarter or district.
        district: String = 8 .limit(200) .form(7) .import(&["district", "address2", "addressline2", "suburb", "addr2", "add2", "区", "区县", "区域", "县区", "區", "鄉鎮市區"]);
        /// City.
        city: String = 9 .limit(200) .list(5, 12, 80) .form(8) .filter() .search(Search::Words)
            .import(&["city", "billingcity", "town", "citytown", "towncity", "posttown", "城市", "市", "所在城市", "縣市"]);
        /// State, county or province.
        region: String = 10 .limit(200) .form(9) .import(&["region", "state", "billingstate", "stateregion", "province", "billingstateprovince", "prov", "county", "省", "省份", "省自治区", "州", "地区"]);
        /// Post code.
        postcode: String = 11 .limit(40) .form(10) .import(&["postcode", "postalcode", "pcode", "pc", "plz", "zippostcode", "zippostalcode", "billingpostalcode", "zip", "zipcode", "billingzip", "billingcode", "邮编", "邮政编码", "郵遞區號"]);
        /// Country.
        country: String = 12 .limit(100) .form(11) .import(&["country", "billingcountry", "ctry", "nation", "countryregion", "officelocation", "国家", "国家地区", "國家"]);
        /// The day from which the address holds.
        address_since: Option<NaiveDate> = 13 .form(12);
        /// Where it was before: one line an address.
        former_addresses: BTreeSet<String> = 14 .limit(800);
        /// North of the equator.
        latitude: Option<Degrees> = 15 .form(13) .import(&["latitude", "lat", "billinglatitude", "纬度", "緯度"]);
        /// East of Greenwich.
        longitude: Option<Degrees> = 16 .form(14) .import(&["longitude", "lng", "lon", "long", "billinglongitude", "经度", "經度"]);
        /// Telephone numbers as they are written.
        phones: BTreeSet<String> = 17 .limit(80) .list(7, 18, 120) .form(5) .search(Search::Phone)
            .import(&["phones", "phone", "telephone", "tel", "phonenumber", "mainphone", "mobile", "officephone", "ph", "phoneno", "phno", "telno", "telnumber",
                "telephoneno", "telephonenumber", "tele", "fon", "mob", "mobileno", "mobilenumber", "mobilephone", "cell", "cellphone", "landline", "switchboard",
                "contactno", "contactnumber", "电话", "联系电话", "手机", "固定电话", "电话号码", "電話", "聯絡電話", "手機"]);
        /// E-mail addresses.
        emails: BTreeSet<String> = 18 .limit(320) .form(15) .search(Search::Words) .import(&["emails", "email", "emailaddress", "mail", "emailid", "emailaddr", "eml", "邮箱", "电子邮件", "電子郵件", "信箱"]);
        /// Its page on the web.
        website: String = 19 .form(16) .import(&["website", "url", "web", "www", "webpage", "site", "webaddress", "companydomainname", "domain", "homepage", "网址", "官网", "网站", "網址", "網站"]);
        /// Its trade.
        industry: String = 20 .limit(200) .form(17) .filter() .search(Search::Words) .import(&["industry", "sector", "vertical", "ind", "trade", "businesstype", "行业", "所属行业", "行業", "產業", "業別"]);
        /// How many people work there.
        size: Option<i64> = 21 .form(18) .import(&["size", "employees", "numberofemployees", "employeecount", "emp", "emps", "noofemployees", "headcount", "人数", "员工人数", "规模", "人員規模", "員工人數"]);
        /// Free words to group it by.
        tags: BTreeSet<String> = 22 .limit(100) .form(19) .filter() .search(Search::Words) .import(&["tags", "tag", "labels", "keywords", "标签", "客户标签", "標籤"]);
        /// When it can be visited, such as `mon-fri 8:30-17:00, break 12:00-13:30`.
        opening_hours: String = 23 .form(22) .import(&["openinghours", "hours", "businesshours", "营业时间", "工作时间", "營業時間"]);
        /// How often it should be seen, in days; empty means as its grade says, 0 never.
        cadence: Option<i64> = 24 .limit(730) .form(23) .import(&["cadence", "visitfrequency", "callfrequency", "visitcycle", "拜访频率", "拜访周期", "拜訪頻率", "拜訪週期"]);
        /// Where it came from.
        source: Option<Source> = 25 .form(24) .filter() .import(&["source", "leadsource", "accountsource", "originalsource", "来源", "客户来源", "來源", "客戶來源"]);
        /// What one should know.
        notes: String = 26 .long() .form(25) .search(Search::Words)
            .import(&["notes", "description", "note", "comments", "remarks", "memo", "comment", "remark", "desc", "备注", "描述", "说明", "備註", "說明"]);
        /// Whether they let us keep their data.
        consent: Option<Consent> = 27 .form(26) .import(&["consent", "gdprconsent", "optin", "授权", "授權", "同意"]);
        /// Its id in the program that it was imported from.
        external_id: String = 28 .limit(200)
            .import(&["externalid", "id", "recordid", "accountid", "companyid", "associatedcompanyid", "associatedcompanyids", "primaryassociatedcompanyid", "recordidcompany", "accountnumber", "customerid", "custid", "custno", "customerno", "customernumber", "acctno", "acctid", "accountno", "accno", "客户编号", "客户id", "编号", "客户编码", "客戶編號", "編號"]);
        /// The day by which a customer without history should be seen for the first time.
        first_due: Option<NaiveDate> = 29;
        /// Not proposed before this day.
        snoozed_until: Option<NaiveDate> = 30;
        /// Why it is not proposed.
        snooze_reason: String = 31;
        /// Shut for good since this day.
        closed_on: Option<NaiveDate> = 32;
        /// The record that this one was found to be the same as.
        merged_into: Option<Id> = 33 .target("account");
        /// The ids there of customers that were joined with this one: the same file again finds it by them too.
        other_ids: BTreeSet<String> = 34 .limit(200);
        /// Customers that look like this one and are not: somebody said so.
        not_same: BTreeSet<Id> = 35 .target("account");
        /// Up to how much they may owe us; where two set it, the company's value stays until a person decides.
        credit_limit: Option<Money> = 36 .guarded() .form(27) .import(&["creditlimit", "信用额度", "信用額度"]);
        /// What was agreed about paying, such as `30 days net`; guarded like the credit.
        payment_terms: String = 37 .guarded() .limit(200) .form(28)
            .import(&["paymentterms", "付款条件", "账期", "付款條件", "帳期"]);
    }
}
